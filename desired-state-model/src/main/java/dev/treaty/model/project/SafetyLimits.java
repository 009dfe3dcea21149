package dev.treaty.model.project;

/**
 * How much one run may delete, per cluster and kind: it stops when strictly more than {@code
 * maxDeletePercent} of the owned objects would go and at least {@code minObjects} are owned.
 */
public record SafetyLimits(int maxDeletePercent, int minObjects, Prune prune) {

  public static final SafetyLimits DEFAULT = new SafetyLimits(30, 10, Prune.OWNED);

  /** Whether owned objects that are no longer declared are deleted. */
  public enum Prune {
    NEVER,
    OWNED
  }
}
