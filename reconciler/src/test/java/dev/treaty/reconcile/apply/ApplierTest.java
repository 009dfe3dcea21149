package dev.treaty.reconcile.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.diff.ExitCode;
import dev.treaty.diff.Plan;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.consul.FakeConsul;
import dev.treaty.reconcile.consul.FakeConsul.Fault;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplierTest {
  private static final InstantSource CLOCK = InstantSource.system();

  private final StopSignal stop = new StopSignal();
  private FakeConsul one;
  private FakeConsul two;
  private Map<ClusterName, ConsulClient> clients;

  @BeforeEach
  void start() throws IOException {
    one = new FakeConsul("dc1");
    two = new FakeConsul("dc2");
    clients = Projects.clients(one, two);
  }

  @AfterEach
  void end() {
    one.close();
    two.close();
  }

  private ApplyReport apply(Plan plan) {
    PeeringFlow flow = new PeeringFlow(clients, CLOCK, stop, Duration.ofSeconds(5));
    return new Applier(clients, flow, ApplyListener.NONE, CLOCK, stop).apply(plan);
  }

  private Plan plan(Map<String, String> files) {
    return Projects.plan(files, clients);
  }

  private static String address(ChangeResult result) {
    return result.change().address();
  }

  @Test
  void makesTheClustersAsDeclaredAndASecondRunPlansNothing() {
    ApplyReport report = apply(plan(Projects.files()));

    assertThat(report.problems()).isEmpty();
    assertThat(plan(Projects.files()).changes()).isEmpty();
  }

  @Test
  void leavesAnEntryThatMovedAndDoesTheRest() {
    apply(plan(Projects.files()));
    Map<String, String> next = new TreeMap<>(Projects.files());
    next.put("clusters/cluster-02/api.hcl", Projects.intention("deny"));
    next.put("clusters/cluster-01/exports.hcl", Projects.exports("shop", "cluster-02"));
    Plan plan = plan(next);
    Value.Fields theirs =
        two.entry("service-intentions", "api").orElseThrow().with("Extra", Value.text("x"));
    two.overwrite(theirs);

    ApplyReport report = apply(plan);

    assertThat(report.problems())
        .singleElement()
        .isInstanceOf(ChangeResult.Conflicted.class)
        .extracting(ApplierTest::address)
        .isEqualTo("cluster-02/service-intentions/api");
    assertThat(report.findings()).containsExactly(ExitCode.CONFLICT);
    assertThat(two.entry("service-intentions", "api").orElseThrow().text("Extra")).isEqualTo("x");
    assertThat(one.entry("exported-services", "default").orElseThrow().toString()).contains("shop");
  }

  @Test
  void doesNotOverwriteWhatAppearedMeanwhile() {
    Plan plan = plan(Projects.files());
    two.overwrite(
        Value.Fields.EMPTY
            .with("Kind", Value.text("service-intentions"))
            .with("Name", Value.text("api")));

    ApplyReport report = apply(plan);

    assertThat(report.findings()).contains(ExitCode.CONFLICT);
    assertThat(two.entry("service-intentions", "api").orElseThrow().get("Meta")).isEmpty();
  }

  @Test
  void countsAWriteWhoseAnswerWasLostAsWritten() {
    two.faults(
        call -> call.equals("PUT /config") ? Optional.of(Fault.SWALLOW_ANSWER) : Optional.empty());

    ApplyReport report = apply(plan(Projects.files()));

    assertThat(report.problems()).isEmpty();
    two.faults(call -> Optional.empty());
    assertThat(plan(Projects.files()).changes()).isEmpty();
  }

  @Test
  void opensNothingInAClusterWhereAnEarlierStageFailed() {
    Map<String, String> files = new TreeMap<>(Projects.files());
    files.put("clusters/cluster-02/exports.hcl", Projects.exports("api", "cluster-01"));
    Plan plan = plan(files);
    two.faults(call -> call.equals("PUT /config") ? Optional.of(Fault.REFUSE) : Optional.empty());

    ApplyReport report = apply(plan);

    List<ChangeResult> problems = report.problems();
    assertThat(problems).hasSize(2);
    assertThat(problems.getFirst())
        .isInstanceOfSatisfying(
            ChangeResult.Failed.class,
            failed ->
                assertThat(failed.why()).isEqualTo("Unexpected response code: 500 (out of order)"));
    assertThat(problems.getLast())
        .isInstanceOfSatisfying(
            ChangeResult.Skipped.class,
            skipped -> {
              assertThat(address(skipped)).isEqualTo("cluster-02/exported-services/default");
              assertThat(skipped.because()).isEqualTo("cluster-02/service-intentions/api failed");
            });
    assertThat(one.entry("exported-services", "default")).isPresent();
    assertThat(report.findings()).containsExactly(ExitCode.WRITES_FAILED);
  }

  @Test
  void writesNothingOnceItWasStopped() {
    Plan plan = plan(Projects.files());
    stop.stop();

    ApplyReport report = apply(plan);

    assertThat(report.results()).allMatch(result -> result instanceof ChangeResult.Skipped);
    assertThat(one.writes()).isEmpty();
    assertThat(two.writes()).isEmpty();
  }

  @Test
  void redeemsATokenOfALivingRowOnly() {
    apply(plan(Projects.files()));
    two.removePeering("cluster-01");
    one.setPeering(
        "cluster-02",
        one.peering("cluster-02").orElseThrow().with("State", Value.text("TERMINATED")));

    ApplyReport report = apply(plan(Projects.files()));

    assertThat(report.problems()).isEmpty();
    assertThat(one.peering("cluster-02").orElseThrow().text("State")).isEqualTo("ACTIVE");
    assertThat(one.writes()).contains("DELETE /peering/cluster-02");
  }

  @Test
  void makesANewTokenWhereTheFirstWasRefused() {
    int[] refusals = {2};
    two.faults(call ->
        call.equals("POST /peering/establish") && refusals[0]-- > 0
            ? Optional.of(Fault.SWALLOW_ANSWER)
            : Optional.empty());

    ApplyReport report = apply(plan(Projects.files()));

    assertThat(report.problems()).isEmpty();
    assertThat(one.writes()).filteredOn(call -> call.equals("POST /peering/token")).hasSize(3);
  }

  @Test
  void doesNotDeleteARowThatAnotherMadeMeanwhile() {
    apply(plan(Projects.files()));
    two.removePeering("cluster-01");
    Plan plan = plan(Projects.files());
    Value.Fields theirs =
        one.peering("cluster-02").orElseThrow().with("ID", Value.text("somebody-else"));
    one.setPeering("cluster-02", theirs);

    ApplyReport report = apply(plan);

    assertThat(report.findings()).containsExactly(ExitCode.CONFLICT);
    assertThat(one.peering("cluster-02")).contains(theirs);
  }

  @Test
  void doesNotDeleteHalfOfAPeeringWhoseOtherHalfAListLeftOut() {
    apply(plan(Projects.files()));
    Value.Fields sound = two.peering("cluster-01").orElseThrow();
    two.removePeering("cluster-01");
    Plan plan = plan(Projects.files());
    two.setPeering("cluster-01", sound);

    ApplyReport report = apply(plan);

    assertThat(report.findings()).containsExactly(ExitCode.CONFLICT);
    assertThat(one.peering("cluster-02")).isPresent();
    assertThat(two.peering("cluster-01")).contains(sound);
  }
}
