package dev.treaty.model.entry;

import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.EntryKind;
import java.util.List;

/** The kinds of config entries. */
public final class Kinds {

  private Kinds() {}

  /** The names of the kinds that are judged, in the order in which they are best written. */
  public static List<String> supported() {
    return AllKinds.supported().stream().map(EntryKind::name).toList();
  }

  public static boolean isSupported(String kind) {
    return AllKinds.find(kind).isPresent();
  }

  /** Whether some release or edition of Consul has a kind of this name. */
  public static boolean isKnown(String kind) {
    return AllKinds.isKnown(kind);
  }
}
