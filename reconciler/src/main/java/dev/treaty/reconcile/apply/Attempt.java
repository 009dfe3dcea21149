package dev.treaty.reconcile.apply;

/** How one write ended, before it is tied to its change. */
sealed interface Attempt {
  /** As meant. */
  record Done() implements Attempt {}

  record Conflict(String why) implements Attempt {}

  record Failure(String why) implements Attempt {}

  Attempt DONE = new Done();
}
