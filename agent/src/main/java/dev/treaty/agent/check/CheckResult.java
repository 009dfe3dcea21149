package dev.treaty.agent.check;

/** What one run of a check found. */
public record CheckResult(String status, String output) {

  public static final String PASSING = "passing";
  public static final String WARNING = "warning";
  public static final String CRITICAL = "critical";

  /** All is well. */
  public static CheckResult passing(String output) {
    return new CheckResult(PASSING, output);
  }

  /** Not well, not down. */
  public static CheckResult warning(String output) {
    return new CheckResult(WARNING, output);
  }

  /** Down. */
  public static CheckResult critical(String output) {
    return new CheckResult(CRITICAL, output);
  }

  /** Down, because nobody said in time that it is not. */
  public static CheckResult expired(String lastOutput) {
    return critical(TtlCheck.expiredOutput(lastOutput));
  }

  /** Says whether the run counts as a success. */
  boolean isSuccess() {
    return !status.equals(CRITICAL);
  }
}
