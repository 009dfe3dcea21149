package dev.treaty.diff;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What follows from a plan before anything is written: whether it may be applied, and the exit
 * code.
 */
public final class PlanOutcome {

  /** What {@code plan} is asked to say by its exit code. */
  public enum Detail {
    /** Changes are no news. */
    PLAIN,
    /** Changes end with {@link ExitCode#CHANGES}. */
    DETAILED
  }

  private PlanOutcome() {}

  /**
   * Everything that applies to the plan as it stands.
   *
   * @param consent the digest the operator agreed to; it counts only for this very plan
   */
  public static Set<ExitCode> findings(Plan plan, Optional<String> consent, Detail detail) {
    Set<ExitCode> findings = EnumSet.noneOf(ExitCode.class);
    if (!mayDelete(plan, consent)) {
      findings.add(ExitCode.OVER_DELETION_CAP);
    }
    if (!plan.conflicts().isEmpty()) {
      findings.add(ExitCode.CONFLICT);
    }
    if (!plan.isComplete()) {
      findings.add(ExitCode.INCOMPLETE_READ);
    }
    if (!plan.isEmpty() && detail == Detail.DETAILED) {
      findings.add(ExitCode.CHANGES);
    }
    return findings;
  }

  /** The exit code of {@code plan}: as {@code apply} would end. */
  public static ExitCode of(Plan plan, Optional<String> consent, Detail detail) {
    return ExitCode.first(findings(plan, consent, detail));
  }

  /**
   * The exit code of {@code drift}: {@link ExitCode#CHANGES} where live left what we applied. An
   * object that is declared and not there counts: without the ledger nobody can tell a deleted one
   * from one that was never applied, and silence about a deleted one is the worse mistake.
   */
  public static ExitCode ofDrift(Plan plan) {
    Set<ExitCode> findings = findings(plan, Optional.of(PlanDigest.of(plan)), Detail.PLAIN);
    if (!plan.drifted().isEmpty() || plan.count(Action.CREATE) > 0) {
      findings.add(ExitCode.CHANGES);
    }
    return ExitCode.first(findings);
  }

  /** Whether the deletion caps let the plan be applied. */
  public static boolean mayDelete(Plan plan, Optional<String> consent) {
    return !plan.safety().isExceeded()
        || consent.filter(digest -> digest.equals(PlanDigest.of(plan))).isPresent();
  }
}
