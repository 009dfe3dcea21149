package dev.treaty.reconcile.apply;

import dev.treaty.diff.Change;
import java.time.Duration;

/** What became of one change of a plan. */
public sealed interface ChangeResult {

  Change change();

  /** Written, read back, and as it was meant. */
  record Applied(Change change, Duration took) implements ChangeResult {}

  /** What stands there is not what the plan saw; it was left as it is. */
  record Conflicted(Change change, String why) implements ChangeResult {}

  record Failed(Change change, String why) implements ChangeResult {}

  /** Not tried, because something before it went wrong or the work was ended. */
  record Skipped(Change change, String because) implements ChangeResult {}
}
