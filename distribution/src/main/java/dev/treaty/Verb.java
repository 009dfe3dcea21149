package dev.treaty;

import java.util.function.Supplier;

/**
 * A first word of the command line.
 *
 * @param command makes the picocli command object; called only when the verb was typed, so that no
 *     other command's classes are loaded
 */
record Verb(String name, String summary, Family family, Supplier<Object> command) {

  /** Whose exit codes and texts a verb follows, and where the overview lists it. */
  enum Family {
    /** Ours: the exit codes of {@code docs/commands.md}. */
    TREATY,
    /** Consul's own client commands: 1 for every mistake. */
    CONSUL,
    /** Consul's, under a name that means something else as {@code treaty}. */
    CONSUL_ALONE,
    /** Ours, but not listed. */
    HIDDEN;

    boolean isConsul() {
      return this == CONSUL || this == CONSUL_ALONE;
    }
  }
}
