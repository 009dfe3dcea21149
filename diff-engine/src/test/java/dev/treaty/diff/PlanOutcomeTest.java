package dev.treaty.diff;

import static dev.treaty.diff.Planning.acceptor;
import static dev.treaty.diff.Planning.defaults;
import static dev.treaty.diff.Planning.intentions;
import static dev.treaty.diff.Planning.ours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.diff.PlanOutcome.Detail;
import dev.treaty.model.project.SafetyLimits.Prune;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanOutcomeTest {

  @Test
  void takesTheFirstThatApplies() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number))
        .containsExactly(64, 1, 4, 3, 5, 6, 8, 7, 2, 0);
    for (ExitCode one : ExitCode.values()) {
      for (ExitCode other : ExitCode.values()) {
        ExitCode first = one.compareTo(other) <= 0 ? one : other;
        assertThat(ExitCode.first(EnumSet.of(one, other))).isEqualTo(first);
      }
    }
    assertThat(ExitCode.first(EnumSet.noneOf(ExitCode.class))).isEqualTo(ExitCode.OK);
  }

  @Test
  void saysChangesOnlyWhenAsked() {
    Plan plan = Planning.of("c1").declare("c1", defaults("web", "http")).plan();

    assertThat(PlanOutcome.of(plan, Optional.empty(), Detail.PLAIN)).isEqualTo(ExitCode.OK);
    assertThat(PlanOutcome.of(plan, Optional.empty(), Detail.DETAILED)).isEqualTo(ExitCode.CHANGES);
  }

  @Test
  void putsConflictBeforeIncompleteReadBeforeChanges() {
    Planning planning =
        Planning.of("c1", "c2")
            .declare("c1", defaults("web", "http"))
            .declare("c1", defaults("api", "http"))
            .problem("c2", "timeout");

    assertThat(PlanOutcome.of(planning.plan(), Optional.empty(), Detail.DETAILED))
        .isEqualTo(ExitCode.INCOMPLETE_READ);
    assertThat(
            PlanOutcome.of(
                planning.live("c1", defaults("api", "http")).plan(),
                Optional.empty(),
                Detail.DETAILED))
        .isEqualTo(ExitCode.CONFLICT);
  }

  @Test
  void stopsStrictlyAboveTheCapAndOnlyFromTheLeastNumberOn() {
    assertThat(deleting(10, 3).safety().isExceeded()).isFalse();
    assertThat(deleting(10, 4).safety().isExceeded()).isTrue();
    assertThat(deleting(9, 9).safety().isExceeded()).isFalse();
    assertThat(PlanOutcome.of(deleting(10, 4), Optional.empty(), Detail.PLAIN))
        .isEqualTo(ExitCode.OVER_DELETION_CAP);
  }

  @Test
  void takesConsentOnlyForThisVeryPlan() {
    Plan plan = deleting(10, 4);
    Plan other = deleting(10, 5);

    assertThat(PlanOutcome.mayDelete(plan, Optional.of(PlanDigest.of(plan)))).isTrue();
    assertThat(PlanOutcome.mayDelete(other, Optional.of(PlanDigest.of(plan)))).isFalse();
  }

  @Test
  void countsEveryClusterAndKindForItself() {
    Planning planning = Planning.of("c1", "c2");
    for (int n = 0; n < 10; n++) {
      planning.owned("c1", intentions("i" + n, "a=allow"));
      planning.declare("c1", intentions("i" + n, "a=allow"));
      planning.owned("c2", intentions("i" + n, "a=allow"));
    }

    SafetyVerdict safety = planning.plan().safety();

    assertThat(safety.exceeded())
        .extracting(share -> share.cluster() + " " + share.kind() + " " + share.deleted())
        .containsExactly("c2 service-intentions 10");
  }

  @Test
  void doesNotCountAReplacedPeeringAsDeleted() {
    Planning planning = Planning.of("c1", "c2").peer("c1", "c2").safety(0, 1, Prune.OWNED);
    planning.row("c1", acceptor("c2", "a", "TERMINATED", ours("peering/c1/c2")));

    assertThat(planning.plan().safety().isExceeded()).isFalse();
  }

  @Test
  void callsDriftOnlyWhatLeftTheAppliedState() {
    Planning pending =
        Planning.of("c1")
            .declare("c1", defaults("web", "http"))
            .owned("c1", defaults("web", "tcp"));
    Planning drifted =
        Planning.of("c1")
            .declare("c1", defaults("web", "http"))
            .drifted("c1", defaults("web", "http"), defaults("web", "tcp"));

    assertThat(PlanOutcome.ofDrift(pending.plan())).isEqualTo(ExitCode.OK);
    assertThat(PlanOutcome.ofDrift(drifted.plan())).isEqualTo(ExitCode.CHANGES);
  }

  @Test
  void callsWhatWasAppliedAndIsNotThereDeleted() {
    Planning planning = Planning.of("c1", "c2").declare("c1", defaults("web", "http"));
    planning.peer("c1", "c2");

    assertThat(planning.plan().changes())
        .extracting(Change::reason)
        .containsOnly(ChangeReason.DECLARED);
    planning.options =
        planning.options.knowingApplied(Set.of("c1/service-defaults/web", "peering/c1/c2"));
    assertThat(planning.plan().drifted())
        .extracting(Change::reason)
        .containsExactly(ChangeReason.MISSING, ChangeReason.MISSING);
    assertThat(PlanOutcome.ofDrift(planning.plan())).isEqualTo(ExitCode.CHANGES);
  }

  private static Plan deleting(int owned, int deleted) {
    Planning planning = Planning.of("c1");
    for (int n = 0; n < owned; n++) {
      planning.owned("c1", intentions("i" + n, "a=allow"));
      if (n >= deleted) {
        planning.declare("c1", intentions("i" + n, "a=allow"));
      }
    }
    return planning.plan();
  }
}
