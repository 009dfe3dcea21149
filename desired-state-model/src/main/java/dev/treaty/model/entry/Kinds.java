package dev.treaty.model.entry;

import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.EntryKind;
import java.util.List;

/** The kinds of config entries. */
public final class Kinds {

  private Kinds() {}

  /** The names of the kinds that users write, in the order in which they are best written. */
  public static List<String> supported() {
    return AllKinds.supported().stream()
        .filter(kind -> !kind.writtenByServers())
        .map(EntryKind::name)
        .toList();
  }

  /** The names of the kinds that a server takes from users. */
  public static List<String> supportedBy(ServerProfile server) {
    return AllKinds.supported().stream()
        .filter(kind -> !kind.writtenByServers() && kind.isKnownTo(server))
        .map(EntryKind::name)
        .toList();
  }

  /** Whether some release or edition of Consul has the kind. */
  public static boolean isSupported(String kind) {
    return AllKinds.find(kind).isPresent();
  }

  /** Whether a server has the kind. */
  public static boolean isKnownTo(String kind, ServerProfile server) {
    return AllKinds.find(kind).filter(found -> found.isKnownTo(server)).isPresent();
  }

  /** Whether only servers write entries of the kind, so that nobody may touch them. */
  public static boolean isWrittenByServers(String kind) {
    return AllKinds.find(kind).filter(EntryKind::writtenByServers).isPresent();
  }
}
