package dev.treaty.diff;

import static dev.treaty.diff.Planning.defaults;
import static dev.treaty.diff.Planning.entry;
import static dev.treaty.diff.Planning.intentions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.project.SafetyLimits.Prune;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {

  @Test
  void createsWhatIsDeclaredAndNotThere() {
    Plan plan = Planning.of("c1").declare("c1", defaults("web", "http")).plan();

    EntryChange change = only(plan);
    assertThat(change.action()).isEqualTo(Action.CREATE);
    assertThat(change.address()).isEqualTo("c1/service-defaults/web");
    assertThat(change.modifyIndex()).isZero();
    assertThat(change.after().orElseThrow().meta().text("treaty-id"))
        .isEqualTo("mesh:c1/service-defaults/web");
    assertThat(change.declared().orElseThrow().at()).isEqualTo("clusters/c1/web.hcl:1");
  }

  @Test
  void updatesAtTheIndexThatWasSeen() {
    Plan plan =
        Planning.of("c1")
            .declare("c1", defaults("web", "http"))
            .owned("c1", defaults("web", "tcp"))
            .plan();

    EntryChange change = only(plan);
    assertThat(change.action()).isEqualTo(Action.UPDATE);
    assertThat(change.reason()).isEqualTo(ChangeReason.PENDING);
    assertThat(change.modifyIndex()).isEqualTo(10);
    assertThat(change.fields()).extracting(FieldChange::path).hasSize(1);
  }

  @Test
  void callsItDriftWhenLiveLeftWhatWasApplied() {
    Plan plan =
        Planning.of("c1")
            .declare("c1", defaults("web", "http"))
            .drifted("c1", defaults("web", "http"), defaults("web", "tcp"))
            .plan();

    assertThat(only(plan).reason()).isEqualTo(ChangeReason.DRIFTED);
    assertThat(plan.drifted()).hasSize(1);
  }

  @Test
  void plansNothingForAnotherRevisionOrDigestAlone() {
    Entry live = Planning.marked("c1", defaults("web", "http"));
    Entry odd =
        live.withMeta(
            live.meta()
                .with("treaty-revision", Value.text("0000"))
                .with("treaty-digest", Value.text("1:00")));

    Plan plan = Planning.of("c1").declare("c1", defaults("web", "http")).live("c1", odd).plan();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.kept()).hasSize(1);
  }

  @Test
  void prunesOnlyWhatIsOurs() {
    Plan plan =
        Planning.of("c1")
            .owned("c1", defaults("ours", "http"))
            .live("c1", defaults("unmarked", "http"))
            .live("c1", withMeta(defaults("foreign", "http"), "treaty-id", "else:c1/x/y"))
            .live("c1", withMeta(defaults("k8s", "http"), "external-source", "kubernetes"))
            .live("c1", withMeta(defaults("nomad", "http"), "external-source", "nomad"))
            .plan();

    assertThat(only(plan).address()).isEqualTo("c1/service-defaults/ours");
    assertThat(plan.reports()).isEmpty();
    assertThat(plan.clusters().get(0)).isEqualTo(new ClusterOverview(name("c1"), 1, 4, true));
  }

  @Test
  void reportsACopiedMarkAndDoesNotPruneIt() {
    Entry copied =
        defaults("copy", "http").withMeta(Planning.marked("c1", defaults("web", "http")).meta());

    Plan plan = Planning.of("c1").live("c1", copied).plan();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.reports()).extracting(Change::reason).containsExactly(ChangeReason.FORGED_MARK);
    assertThat(plan.conflicts()).isEmpty();
  }

  @Test
  void leavesAnUnmarkedObjectOfTheSameNameAndDoesTheRest() {
    Plan plan =
        Planning.of("c1")
            .declare("c1", defaults("web", "http"))
            .live("c1", defaults("web", "http"))
            .declare("c1", defaults("api", "http"))
            .plan();

    assertThat(only(plan).address()).isEqualTo("c1/service-defaults/api");
    assertThat(plan.conflicts())
        .extracting(Change::address)
        .containsExactly("c1/service-defaults/web");
  }

  @Test
  void changesNothingInAClusterThatWasNotReadWhole() {
    Plan plan =
        Planning.of("c1", "c2")
            .declare("c1", defaults("web", "http"))
            .owned("c1", defaults("gone", "http"))
            .declare("c2", defaults("web", "http"))
            .problem("c1", "timeout")
            .plan();

    assertThat(only(plan).address()).isEqualTo("c2/service-defaults/web");
    assertThat(plan.problems()).containsExactly(new ReadProblem(name("c1"), "timeout"));
  }

  @Test
  void takesADeclaredKindThatWasNotReadAsAProblemOfTheCluster() {
    Plan plan =
        Planning.of("c1")
            .declare("c1", defaults("web", "http"))
            .declare("c1", intentions("web", "a=allow"))
            .readOnly("c1", Set.of("service-defaults"))
            .plan();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.problems()).hasSize(1);
  }

  @Test
  void deletesNothingOfAKindThatWasNotReadCompletely() {
    Plan plan =
        Planning.of("c1")
            .owned("c1", intentions("web", "a=allow"))
            .readOnly("c1", Set.of("service-defaults"))
            .plan();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.reports())
        .extracting(Change::reason)
        .containsExactly(ChangeReason.INCOMPLETE_READ);
  }

  @Test
  void plansForAClusterThatWasNotReadAtAllNothing() {
    Planning planning = Planning.of("c1").declare("c1", defaults("web", "http"));

    Plan plan = Planner.plan(planning.desired(), java.util.Map.of(), PlanOptions.NONE);

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.isComplete()).isFalse();
  }

  @Test
  void reportsInsteadOfDeletingWherePruneIsOff() {
    Plan plan =
        Planning.of("c1").owned("c1", defaults("old", "http")).safety(30, 10, Prune.NEVER).plan();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.reports())
        .extracting(Change::reason)
        .containsExactly(ChangeReason.PRUNE_DISABLED);
  }

  @Test
  void knowsAnEntryWhateverTheCaseOfItsName() {
    Plan plan =
        Planning.of("c1")
            .declare("c1", defaults("web", "http"))
            .owned("c1", defaults("Web", "http"))
            .plan();

    assertThat(plan.count(Action.CREATE)).isZero();
    assertThat(plan.count(Action.DELETE)).isZero();
    assertThat(plan.reports()).isEmpty();
  }

  @Test
  void adoptsWhatIsEqualAndRefusesWhatDiffers() {
    Planning equal =
        Planning.of("c1")
            .declare("c1", defaults("web", "http"))
            .live("c1", defaults("web", "http"))
            .adopt("c1/service-defaults/web", PlanOptions.Adoption.IF_EQUAL);
    Planning differs =
        Planning.of("c1")
            .declare("c1", defaults("web", "http"))
            .live("c1", defaults("web", "tcp"))
            .adopt("c1/service-defaults/web", PlanOptions.Adoption.IF_EQUAL);

    assertThat(only(equal.plan()).reason()).isEqualTo(ChangeReason.ADOPTED);
    assertThat(differs.plan().isEmpty()).isTrue();
    assertThat(differs.plan().conflicts())
        .extracting(Change::reason)
        .containsExactly(ChangeReason.ADOPTION_REFUSED);
    differs.adopt("c1/service-defaults/web", PlanOptions.Adoption.TAKEOVER);
    assertThat(only(differs.plan()).reason()).isEqualTo(ChangeReason.TAKEN_OVER);
  }

  @Test
  void takesFromAnotherControllerOnlyByTakeover() {
    Entry theirs = withMeta(defaults("web", "http"), "external-source", "kubernetes");
    Planning planning =
        Planning.of("c1")
            .declare("c1", defaults("web", "http"))
            .live("c1", theirs)
            .adopt("c1/service-defaults/web", PlanOptions.Adoption.IF_EQUAL);

    assertThat(planning.plan().isEmpty()).isTrue();
    planning.adopt("c1/service-defaults/web", PlanOptions.Adoption.TAKEOVER);
    assertThat(only(planning.plan()).reason()).isEqualTo(ChangeReason.TAKEN_OVER);
  }

  @Test
  void restrictsAPlanToSomeClusters() {
    Plan plan =
        Planning.of("c1", "c2")
            .declare("c1", defaults("web", "http"))
            .declare("c2", defaults("web", "http"))
            .peer("c1", "c2")
            .plan();

    Plan restricted = plan.restrictedTo(Set.of(name("c1")));

    assertThat(restricted.changes())
        .extracting(Change::address)
        .containsExactly("c1/service-defaults/web");
  }

  @Test
  void masksSecretsOfOtherPeople() {
    Entry certificate =
        entry("inline-certificate", "c")
            .withField("PrivateKey", Value.text("-----BEGIN PRIVATE KEY-----\nabc"))
            .build();

    Plan plan =
        Planning.of("c1")
            .readOnly("c1", Set.of("inline-certificate"))
            .declare("c1", entry("inline-certificate", "c").build())
            .live("c1", certificate)
            .plan();

    assertThat(PlanText.of(plan)).contains("(sensitive value)").doesNotContain("abc");
  }

  private static Entry withMeta(Entry entry, String key, String value) {
    return entry.withMeta(Value.Fields.EMPTY.with(key, Value.text(value)));
  }

  @Test
  void takesARowThatIsBeingDeletedForNobodysConflict() {
    // Consul takes the Meta off such a row.
    String address = "peering/cluster-01/cluster-02";
    Plan plan =
        Planning.of("cluster-01", "cluster-02")
            .peer("cluster-01", "cluster-02")
            .row(
                "cluster-01",
                Planning.acceptor("cluster-02", "a", "ACTIVE", Planning.ours(address)))
            .row("cluster-02", Planning.acceptor("cluster-01", "d", "DELETING", java.util.Map.of()))
            .plan();

    assertThat(plan.conflicts()).isEmpty();
    assertThat(plan.changes())
        .singleElement()
        .isInstanceOfSatisfying(
            PeerChange.Establish.class,
            change -> {
              assertThat(change.reason()).isEqualTo(ChangeReason.DELETING);
              assertThat(change.remove()).hasSize(2);
            });
  }

  private static dev.treaty.model.peering.ClusterName name(String text) {
    return new dev.treaty.model.peering.ClusterName(text);
  }

  private static EntryChange only(Plan plan) {
    List<Change> changes = plan.changes();
    assertThat(changes).hasSize(1);
    return (EntryChange) changes.get(0);
  }
}
