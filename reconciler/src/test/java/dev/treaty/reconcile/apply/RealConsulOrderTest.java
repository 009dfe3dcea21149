package dev.treaty.reconcile.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.treaty.diff.Change;
import dev.treaty.diff.Plan;
import dev.treaty.diff.PlanOptions;
import dev.treaty.diff.Planner;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.ClusterDeclaration;
import dev.treaty.model.project.DeclaredEntry;
import dev.treaty.model.project.DesiredState;
import dev.treaty.model.project.Mode;
import dev.treaty.model.project.SafetyLimits;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.live.LiveStateReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From one random valid state to the next, in the plan's order: a real Consul refuses no write, and
 * what it answers afterwards is what was declared. Runs where {@code TREATY_TEST_CONSUL} names a
 * Consul binary.
 */
class RealConsulOrderTest {

  private static final ClusterName C1 = new ClusterName("c1");
  private static final SourceRange HERE = SourceRange.at("x.hcl", 1, 1);
  private static final long SEED = 7;
  private static final int STEPS = 100;

  @TempDir Path temp;

  @Test
  void noWriteIsRefusedForItsOrderAndNoSecondRunPlansAnything() throws Exception {
    assumeThat(RealConsul.binary())
        .as("TREATY_TEST_CONSUL names no Consul binary: not run")
        .isPresent();
    RandomDeclarations declarations = new RandomDeclarations(SEED);
    try (RealConsul consul = new RealConsul("dc1", temp)) {
      Map<ClusterName, ConsulClient> clients = Map.of(C1, consul.client);
      for (int step = 0; step < STEPS; step++) {
        DesiredState desired = desired(declarations.next());
        Plan plan = plan(desired, clients);
        assertThat(plan.problems()).isEmpty();

        assertThat(apply(plan, clients).problems()).as("step " + step).isEmpty();

        assertThat(plan(desired, clients).changes())
            .as("step " + step)
            .extracting(Change::address)
            .isEmpty();
      }
    }
  }

  private static ApplyReport apply(Plan plan, Map<ClusterName, ConsulClient> clients) {
    StopSignal stop = new StopSignal();
    InstantSource clock = InstantSource.system();
    PeeringFlow flow = new PeeringFlow(clients, clock, stop, Duration.ofSeconds(10));
    return new Applier(clients, flow, ApplyListener.NONE, clock, stop).apply(plan);
  }

  private static Plan plan(DesiredState desired, Map<ClusterName, ConsulClient> clients) {
    Set<String> kinds =
        Set.of(
            "proxy-defaults",
            "service-defaults",
            "service-router",
            "service-splitter",
            "service-resolver",
            "ingress-gateway",
            "service-intentions",
            "exported-services");
    return Planner.plan(
        desired, new LiveStateReader(kinds, Set.of()).read(clients), PlanOptions.NONE);
  }

  private static DesiredState desired(List<Entry> entries) {
    return new DesiredState(
        "mesh",
        "work-tree",
        List.of(new ClusterDeclaration(C1, Optional.empty(), List.of(), Mode.ENFORCE, HERE)),
        List.of(),
        entries.stream().map(entry -> new DeclaredEntry(C1, entry, HERE, "", "work-tree")).toList(),
        SafetyLimits.DEFAULT);
  }
}
