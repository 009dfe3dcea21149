package dev.treaty.agent.check;

import java.util.Optional;

/**
 * How many results of a kind it takes before they count.
 *
 * @param beforeWarning 0 means as many as {@code beforeCritical}
 */
public record Thresholds(int beforePassing, int beforeWarning, int beforeCritical) {

  /** Every result counts. */
  public static final Thresholds NONE = new Thresholds(0, 0, 0);

  /** How many successes or failures came in a row. */
  public record Streak(int successes, int failures) {}

  /** Where a check begins: its first result counts at once, whatever it is, as in Consul. */
  public Streak first() {
    return new Streak(beforePassing, beforeCritical);
  }

  /** The streak after a result, and what is to be reported, if anything. */
  public record Judged(Streak streak, Optional<CheckResult> report) {}

  /** Judges one more result. */
  public Judged judge(Streak before, CheckResult result) {
    if (result.isSuccess()) {
      Streak now = new Streak(before.successes() + 1, 0);
      return new Judged(
          now, now.successes() >= beforePassing ? Optional.of(result) : Optional.empty());
    }
    Streak now = new Streak(0, before.failures() + 1);
    if (now.failures() >= beforeCritical) {
      return new Judged(now, Optional.of(result));
    }
    int warnAfter = beforeWarning == 0 ? beforeCritical : beforeWarning;
    return new Judged(
        now,
        now.failures() >= warnAfter
            ? Optional.of(CheckResult.warning(result.output()))
            : Optional.empty());
  }
}
