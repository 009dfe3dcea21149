package dev.treaty.diff;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names the command that makes a live object ours which now stands in the way. */
public final class AdoptionHint {

  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9._/:@+=-]+");

  private AdoptionHint() {}

  /**
   * {@code treaty adopt cluster-01/service-intentions/web}, with {@code --takeover} where nothing
   * less will do; empty for what is no conflict.
   */
  public static Optional<String> command(Change change) {
    if (!change.reason().isConflict() || change.declared().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "treaty adopt " + quoted(change.address()) + (needsTakeover(change) ? " --takeover" : ""));
  }

  private static boolean needsTakeover(Change change) {
    return switch (change) {
      case PeerChange peer -> true;
      case EntryChange entry -> {
        boolean free =
            entry.reason() == ChangeReason.UNMARKED || entry.reason() == ChangeReason.FORGED_MARK;
        yield !free || !entry.fields().isEmpty();
      }
    };
  }

  /** For a shell: a name may hold anything. */
  private static String quoted(String address) {
    String printable = Printable.of(address);
    return BARE.matcher(printable).matches()
        ? printable
        : "'" + printable.replace("'", "'\\''") + "'";
  }
}
