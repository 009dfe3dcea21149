package dev.treaty.diff;

import static dev.treaty.diff.Planning.acceptor;
import static dev.treaty.diff.Planning.dialer;
import static dev.treaty.diff.Planning.ours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.SafetyLimits.Prune;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeeringPlannerTest {

  private static final String ADDRESS = "peering/c1/c2";
  private static final Map<String, String> OURS = ours(ADDRESS);

  @Test
  void letsTheFirstLabelAcceptANewPeering() {
    PeerChange.Establish change = establish(Planning.of("c1", "c2").peer("c2", "c1"));

    assertThat(change.address()).isEqualTo(ADDRESS);
    assertThat(change.action()).isEqualTo(Action.CREATE);
    assertThat(change.acceptor().cluster()).isEqualTo(new ClusterName("c2"));
    assertThat(change.acceptor().peerName()).isEqualTo("c1");
    assertThat(change.meta())
        .containsOnly(
            Map.entry("external-source", "treaty"), Map.entry("treaty-id", "mesh:" + ADDRESS));
  }

  @Test
  void changesNothingWhenTheLabelsAreTurnedRound() {
    Planning live =
        Planning.of("c1", "c2")
            .row("c1", acceptor("c2", "a", "ACTIVE", OURS))
            .row("c2", dialer("c1", "b", "a", "ACTIVE", OURS));

    assertThat(live.peer("c2", "c1").plan().isEmpty()).isTrue();
    assertThat(live.plan().kept()).hasSize(1);
  }

  @Test
  void cleansBothSidesOfAWrongPairUnderTheNamesTheirRowsHave() {
    PeerChange.Establish change =
        establish(
            Planning.of("c1", "c2")
                .peer("c1", "c2")
                .row("c1", acceptor("c2", "a-new", "PENDING", OURS))
                .row("c2", dialer("c1", "b", "a-old", "FAILING", OURS)));

    assertThat(change.action()).isEqualTo(Action.REPLACE);
    assertThat(change.reason()).isEqualTo(ChangeReason.MISPAIRED);
    assertThat(change.remove())
        .extracting(side -> side.cluster() + "/" + side.peerName())
        .containsExactly("c1/c2", "c2/c1");
  }

  @Test
  void peersAgainUnderANewNameAndRemovesTheOldRow() {
    PeerChange.Establish change =
        establish(
            Planning.of("c1", "c2")
                .peer("c1", "c2", "east", "c1")
                .row("c1", acceptor("c2", "a", "ACTIVE", OURS))
                .row("c2", dialer("c1", "b", "a", "ACTIVE", OURS)));

    assertThat(change.reason()).isEqualTo(ChangeReason.RENAMED);
    assertThat(change.acceptor().peerName()).isEqualTo("east");
    assertThat(change.remove())
        .extracting(side -> side.cluster() + "/" + side.peerName())
        .containsExactly("c1/c2", "c2/c1");
  }

  @Test
  void touchesNeitherSideWhereOneIsNotOurs() {
    Plan plan =
        Planning.of("c1", "c2")
            .peer("c1", "c2")
            .row("c1", acceptor("c2", "a", "ACTIVE", Map.of()))
            .row("c2", dialer("c1", "b", "a", "ACTIVE", OURS))
            .plan();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.conflicts()).extracting(Change::reason).containsExactly(ChangeReason.UNMARKED);
  }

  @Test
  void adoptsAPeeringOnlyByTakeoverAndThenPeersAgain() {
    Planning planning =
        Planning.of("c1", "c2")
            .peer("c1", "c2")
            .row("c1", acceptor("c2", "a", "ACTIVE", Map.of()))
            .row("c2", dialer("c1", "b", "a", "ACTIVE", Map.of()))
            .adopt(ADDRESS, PlanOptions.Adoption.IF_EQUAL);

    assertThat(planning.plan().conflicts())
        .extracting(Change::reason)
        .containsExactly(ChangeReason.ADOPTION_REFUSED);
    PeerChange.Establish change = establish(planning.adopt(ADDRESS, PlanOptions.Adoption.TAKEOVER));
    assertThat(change.reason()).isEqualTo(ChangeReason.TAKEN_OVER);
    assertThat(change.remove()).hasSize(2);
  }

  @Test
  void deletesAPeeringThatIsNoLongerDeclaredOnBothSides() {
    Plan plan =
        Planning.of("c1", "c2")
            .row("c1", acceptor("c2", "a", "ACTIVE", OURS))
            .row("c2", dialer("c1", "b", "a", "ACTIVE", OURS))
            .plan();

    assertThat(plan.changes()).hasSize(1);
    PeerChange.Delete change = (PeerChange.Delete) plan.changes().get(0);
    assertThat(change.remove()).hasSize(2);
    assertThat(change.clusters()).hasSize(2);
    assertThat(change.dialer().cluster()).isEqualTo(new ClusterName("c2"));
  }

  @Test
  void letsARowThatIsBeingDeletedGoInPeace() {
    Plan plan = Planning.of("c1", "c2").row("c1", acceptor("c2", "a", "DELETING", OURS)).plan();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.reports()).isEmpty();
  }

  @Test
  void deletesOurSideWhereTheOtherClusterLeftTheProject() {
    Plan plan = Planning.of("c1").row("c1", acceptor("c2", "a", "ACTIVE", OURS)).plan();

    assertThat(plan.changes().get(0).clusters()).containsExactly(new ClusterName("c1"));
  }

  @Test
  void waitsForARowOnItsWayOutThatHasLostItsMark() {
    PeerChange.Establish change =
        establish(
            Planning.of("c1", "c2")
                .peer("c1", "c2")
                .row("c1", acceptor("c2", "a", "DELETING", Map.of())));

    assertThat(change.reason()).isEqualTo(ChangeReason.DELETING);
  }

  @Test
  void leavesForeignRowsAlone() {
    Plan plan =
        Planning.of("c1", "c2")
            .row("c1", acceptor("c9", "a", "ACTIVE", Map.of()))
            .row("c1", acceptor("c8", "b", "ACTIVE", Map.of("treaty-id", "else:peering/c1/c8")))
            .plan();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.reports()).isEmpty();
  }

  @Test
  void reportsAMarkThatWasCopiedToAnotherCluster() {
    Plan plan = Planning.of("c1", "c2", "c3").row("c3", acceptor("c2", "a", "ACTIVE", OURS)).plan();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.reports())
        .extracting(Change::address, Change::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("c3/peering/c2", ChangeReason.FORGED_MARK));
  }

  @Test
  void deletesNeitherOfTwoRowsThatClaimToBeTheSame() {
    Plan plan =
        Planning.of("c1", "c2")
            .row("c1", acceptor("c2", "a", "ACTIVE", OURS))
            .row("c1", acceptor("copy", "b", "ACTIVE", OURS))
            .plan();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.reports()).hasSize(2);
  }

  @Test
  void changesNoPeeringOfAClusterThatWasNotReadWhole() {
    Plan declared = Planning.of("c1", "c2").peer("c1", "c2").problem("c2", "timeout").plan();
    Plan undeclared =
        Planning.of("c1", "c2")
            .row("c1", acceptor("c2", "a", "ACTIVE", OURS))
            .problem("c2", "timeout")
            .plan();

    for (Plan plan : List.of(declared, undeclared)) {
      assertThat(plan.isEmpty()).isTrue();
      assertThat(plan.reports())
          .extracting(Change::reason)
          .containsExactly(ChangeReason.INCOMPLETE_READ);
    }
  }

  @Test
  void reportsInsteadOfDeletingWherePruneIsOff() {
    Plan plan =
        Planning.of("c1", "c2")
            .row("c1", acceptor("c2", "a", "ACTIVE", OURS))
            .safety(30, 10, Prune.NEVER)
            .plan();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.reports()).hasSize(1);
  }

  private static PeerChange.Establish establish(Planning planning) {
    List<Change> changes = planning.plan().changes();
    assertThat(changes).hasSize(1);
    return (PeerChange.Establish) changes.get(0);
  }
}
