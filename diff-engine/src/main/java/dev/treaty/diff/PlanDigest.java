package dev.treaty.diff;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.live.LivePeering;
import dev.treaty.model.value.Value;
import java.util.Locale;

/**
 * Names one very plan, so that consent to it is consent to nothing else.
 *
 * <p>It covers project, revision and every write with what stands before and what comes after, but
 * no store index: a write that changed nothing does not make another plan.
 */
public final class PlanDigest {

  /** Half of SHA-256: short enough to be typed, far beyond chance. */
  private static final int LENGTH = 32;

  private PlanDigest() {}

  public static String of(Plan plan) {
    StringBuilder text = new StringBuilder();
    line(text, "plan 1", plan.project(), plan.revision());
    for (Change change : plan.changes()) {
      line(text, change.action().word(), change.address(), change.reason().code());
      switch (change) {
        case EntryChange entry ->
            line(
                text,
                entry.before().map(PlanDigest::masked).orElse(""),
                entry.after().map(Comparison::digest).orElse(""));
        case PeerChange.Establish peer -> {
          line(text, side(peer.acceptor()), side(peer.dialer()));
          peer.remove().forEach(gone -> line(text, "remove", side(gone)));
        }
        case PeerChange.Delete peer ->
            peer.remove().forEach(gone -> line(text, "remove", side(gone)));
        case PeerChange other -> {}
      }
    }
    return Comparison.sha256(text.toString()).substring(0, LENGTH);
  }

  /** A saved plan does not hold the secrets of what stands there, and must have the same digest. */
  private static String masked(Entry entry) {
    return Secrecy.masked(entry.body()) instanceof Value.Fields body
        ? Comparison.digest(new Entry(entry.key(), body))
        : "";
  }

  private static String side(PeerSide side) {
    String row = side.row().map(LivePeering::id).orElse("none");
    return (side.cluster() + " " + side.peerName() + " " + row).toLowerCase(Locale.ROOT);
  }

  private static void line(StringBuilder text, String... words) {
    // Lengths keep two different lists of words apart, whatever they contain.
    for (String word : words) {
      text.append(word.length()).append(':').append(word).append(' ');
    }
    text.append('\n');
  }
}
