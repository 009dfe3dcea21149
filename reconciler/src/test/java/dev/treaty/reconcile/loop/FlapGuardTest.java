package dev.treaty.reconcile.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.diff.Plan;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.apply.Applier;
import dev.treaty.reconcile.apply.ApplyListener;
import dev.treaty.reconcile.apply.PeeringFlow;
import dev.treaty.reconcile.apply.Projects;
import dev.treaty.reconcile.apply.StopSignal;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.consul.FakeConsul;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlapGuardTest {
  private static final String ADDRESS = "cluster-02/service-intentions/api";
  private static final Instant START = Instant.parse("2026-11-24T20:00:00Z");

  @Test
  void leavesAloneForAWhileWhatWasCorrectedTooOften() throws IOException {
    Plan plan = driftedPlan();
    FlapGuard guard = new FlapGuard();
    for (int i = 0; i < 4; i++) {
      guard.corrected(ADDRESS, START.plusSeconds(i));
    }
    assertThat(guard.held(plan, START.plusSeconds(4))).isEmpty();

    guard.corrected(ADDRESS, START.plusSeconds(4));
    assertThat(guard.held(plan, START.plusSeconds(5))).containsExactly(ADDRESS);
    assertThat(FlapGuard.without(plan, guard.held(plan, START.plusSeconds(5))).changes()).isEmpty();

    assertThat(guard.held(plan, START.plusSeconds(120))).isEmpty();
    guard.corrected(ADDRESS, START.plusSeconds(120));
    guard.forget();
    assertThat(guard.held(plan, START.plusSeconds(121))).isEmpty();
  }

  private static Plan driftedPlan() throws IOException {
    try (FakeConsul one = new FakeConsul("dc1");
        FakeConsul two = new FakeConsul("dc2")) {
      Map<ClusterName, ConsulClient> clients = Projects.clients(one, two);
      StopSignal stop = new StopSignal();
      InstantSource clock = InstantSource.system();
      PeeringFlow flow = new PeeringFlow(clients, clock, stop, Duration.ofSeconds(5));
      new Applier(clients, flow, ApplyListener.NONE, clock, stop)
          .apply(Projects.plan(Projects.files(), clients));
      Value.Fields entry = two.entry("service-intentions", "api").orElseThrow();
      Value.Fields source = entry.maps("Sources").getFirst().with("Action", Value.text("deny"));
      two.overwrite(entry.with("Sources", Value.Items.of(source)));
      return Projects.plan(Projects.files(), clients);
    }
  }
}
