package dev.treaty.reconcile.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.diff.Plan;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.consul.FakeConsul;
import dev.treaty.reconcile.consul.FakeConsul.Fault;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dies before, or after, each call of a run in turn; the next run must finish the work. */
class EveryCutTest {
  private static final InstantSource CLOCK = InstantSource.system();

  /** How the run dies at its last call. */
  enum Death {
    BEFORE_THE_CALL(Fault.REFUSE),
    BEFORE_THE_ANSWER(Fault.SWALLOW_ANSWER);

    final Fault fault;

    Death(Fault fault) {
      this.fault = fault;
    }
  }

  @ParameterizedTest
  @EnumSource(Death.class)
  void theNextRunFinishesWhatTheFirstBegan(Death death) throws IOException {
    int cut = 0;
    boolean whole;
    do {
      whole = dieAt(cut++, death);
      assertThat(cut).as("a run has an end").isLessThan(200);
    } while (!whole);
    assertThat(cut).as("every call was cut once").isGreaterThan(15);
  }

  /** Whether the run was over before the cut. */
  private static boolean dieAt(int cut, Death death) throws IOException {
    try (FakeConsul one = new FakeConsul("dc1");
        FakeConsul two = new FakeConsul("dc2")) {
      one.register("web", 2);
      Map<ClusterName, ConsulClient> clients = Projects.clients(one, two);
      foreign(two);
      half(one, clients);
      AtomicInteger calls = new AtomicInteger();
      for (FakeConsul consul : new FakeConsul[] {one, two}) {
        consul.faults(call -> fault(calls.getAndIncrement(), cut, death));
      }
      run(clients);
      boolean whole = calls.get() <= cut;
      for (FakeConsul consul : new FakeConsul[] {one, two}) {
        consul.faults(call -> Optional.empty());
      }

      run(clients);

      assertThat(Projects.plan(Projects.files(), clients).changes()).as("cut at " + cut).isEmpty();
      assertThat(
              new Convergence(clients, CLOCK)
                  .look(Expectation.of(Projects.plan(Projects.files(), clients))))
          .as("cut at " + cut)
          .isEmpty();
      assertThat(two.entry("service-defaults", "theirs").orElseThrow().get("Meta")).isEmpty();
      assertThat(one.entry("service-defaults", "old")).isEmpty();
      return whole;
    }
  }

  /** Once dead, a process makes no call any more. */
  private static Optional<Fault> fault(int call, int cut, Death death) {
    if (call < cut) {
      return Optional.empty();
    }
    return Optional.of(call == cut ? death.fault : Fault.REFUSE);
  }

  private static void foreign(FakeConsul consul) {
    consul.overwrite(
        Value.Fields.EMPTY
            .with("Kind", Value.text("service-defaults"))
            .with("Name", Value.text("theirs")));
  }

  /** Something to delete, and a peering of which one side was taken away. */
  private static void half(FakeConsul one, Map<ClusterName, ConsulClient> clients) {
    Map<String, String> files = new TreeMap<>(Projects.files());
    files.put("clusters/cluster-01/old.hcl", "Kind = \"service-defaults\"\nName = \"old\"\n");
    run(clients, Projects.plan(files, clients));
    one.removePeering("cluster-02");
  }

  private static void run(Map<ClusterName, ConsulClient> clients) {
    run(clients, Projects.plan(Projects.files(), clients));
  }

  private static void run(Map<ClusterName, ConsulClient> clients, Plan plan) {
    StopSignal stop = new StopSignal();
    PeeringFlow flow = new PeeringFlow(clients, CLOCK, stop, Duration.ofMillis(200));
    new Applier(clients, flow, ApplyListener.NONE, CLOCK, stop).apply(plan);
  }
}
