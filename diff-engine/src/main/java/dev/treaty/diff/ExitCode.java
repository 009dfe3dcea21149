package dev.treaty.diff;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;

/** How a run ended, in the order of precedence: of all that apply, the first one counts. */
public enum ExitCode {
  /** Wrong flags or arguments. */
  USAGE(64),
  /** The desired state cannot be had, or the operator declined; nothing was touched. */
  NO_DESIRED_STATE(1),
  /** Over a deletion cap without consent; nothing was touched. */
  OVER_DELETION_CAP(4),
  /** Refused by policy; nothing was touched. */
  REFUSED_BY_POLICY(3),
  /** A stale plan, a moved index, or an object that exists and is not ours. */
  CONFLICT(5),
  /** Some writes failed. */
  WRITES_FAILED(6),
  /** A cluster could not be read whole; nothing was changed there. */
  INCOMPLETE_READ(8),
  /** Applied, but not converged in time. */
  NOT_CONVERGED(7),
  /** There are changes or drift, and the command was asked to say so. */
  CHANGES(2),
  OK(0);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** What the process ends with. */
  public int number() {
    return number;
  }

  /** The first of the table that is among those that apply; {@link #OK} where none does. */
  public static ExitCode first(Set<ExitCode> applying) {
    return Arrays.stream(values())
        .filter(applying::contains)
        .min(Comparator.naturalOrder())
        .orElse(OK);
  }
}
