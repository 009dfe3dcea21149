package dev.treaty.tests.history;

import java.util.Optional;

/**
 * One operation of one client on one register, as the client saw it.
 *
 * @param client who asked; a client has one operation in flight at a time
 * @param key the register
 * @param called when it was sent, on the clock that all clients share
 * @param returned when the answer came; {@link #NEVER} if none came, so that the operation may have
 *     happened at any time since, or not at all
 */
public record Operation(int client, String key, Action action, long called, long returned) {

  public static final long NEVER = Long.MAX_VALUE;

  /** Whether nobody knows what became of it. */
  public boolean isOpen() {
    return returned == NEVER;
  }

  /** What was asked and, where it says so, answered. Values are unique: no two writes share one. */
  public sealed interface Action {

    /** The register was seen to hold this, or nothing. */
    record Get(Optional<String> seen) implements Action {}

    /** The register is to hold this. */
    record Put(String value) implements Action {}

    /** The register is to hold nothing. */
    record Delete() implements Action {}

    /** The register is to hold {@code value} if it holds {@code expected}. */
    record Swap(Optional<String> expected, String value, Answer answer) implements Action {}
  }

  /** What a client was told about its swap. */
  public enum Answer {
    DONE,
    REFUSED,
    UNKNOWN
  }

  @Override
  public String toString() {
    return "client %d %s %d-%s %s"
        .formatted(client, key, called, isOpen() ? "" : String.valueOf(returned), action);
  }
}
