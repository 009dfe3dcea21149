package dev.treaty.reconcile.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.treaty.diff.Action;
import dev.treaty.diff.Change;
import dev.treaty.diff.ChangeReason;
import dev.treaty.diff.Plan;
import dev.treaty.diff.PlanOptions;
import dev.treaty.diff.Planner;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.peering.PeeringDeclaration;
import dev.treaty.model.project.ClusterDeclaration;
import dev.treaty.model.project.DeclaredEntry;
import dev.treaty.model.project.DesiredState;
import dev.treaty.model.project.Mode;
import dev.treaty.model.project.SafetyLimits;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.live.LiveStateReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The peering flow against two real Consul servers, whose races are the reason for half of it. Runs
 * where {@code TREATY_TEST_CONSUL} names a Consul binary.
 */
class RealConsulPeeringTest {
  private static final ClusterName ONE = new ClusterName("cluster-01");
  private static final ClusterName TWO = new ClusterName("cluster-02");
  private static final SourceRange HERE = SourceRange.at("treaty.hcl", 1, 1);
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir static Path temp;
  private static RealConsul one;
  private static RealConsul two;

  @BeforeAll
  static void start() throws Exception {
    assumeThat(RealConsul.binary())
        .as("TREATY_TEST_CONSUL names no Consul binary: not run")
        .isPresent();
    one = new RealConsul("dc1", temp.resolve("one"));
    two = new RealConsul("dc2", temp.resolve("two"));
    one.register("web", "web-1", 8001);
    one.register("web", "web-2", 8002);
    two.register("api", "api-1", 9001);
  }

  @AfterAll
  static void stop() {
    for (RealConsul consul : new RealConsul[] {one, two}) {
      if (consul != null) {
        consul.close();
      }
    }
  }

  private static Map<ClusterName, ConsulClient> clients() {
    return Map.of(ONE, one.client, TWO, two.client);
  }

  private static DesiredState desired() {
    return new DesiredState(
        "mesh",
        "work-tree",
        List.of(cluster(ONE), cluster(TWO)),
        List.of(new PeeringDeclaration(ONE, TWO, "cluster-02", "cluster-01", HERE, "work-tree")),
        List.of(exports(ONE, "web", "cluster-02"), exports(TWO, "api", "cluster-01")),
        SafetyLimits.DEFAULT);
  }

  private static ClusterDeclaration cluster(ClusterName name) {
    return new ClusterDeclaration(name, Optional.empty(), List.of(), Mode.ENFORCE, HERE);
  }

  private static DeclaredEntry exports(ClusterName cluster, String service, String peer) {
    Value.Fields consumer = new Value.Fields(Map.of("Peer", Value.text(peer)));
    Value.Fields exported =
        new Value.Fields(
            Map.of("Name", Value.text(service), "Consumers", Value.Items.of(consumer)));
    Value.Fields body =
        Value.Fields.EMPTY
            .with("Kind", Value.text("exported-services"))
            .with("Name", Value.text("default"))
            .with("Services", Value.Items.of(exported));
    return new DeclaredEntry(
        cluster,
        new Entry(EntryKey.of("exported-services", "default"), body),
        HERE,
        "",
        "work-tree");
  }

  private static Plan plan(DesiredState desired) {
    return Planner.plan(
        desired,
        new LiveStateReader(Set.of("exported-services"), Set.of()).read(clients()),
        PlanOptions.NONE);
  }

  /** Applies what is to be done and waits until it is seen to have worked. */
  private static void reconcile() {
    StopSignal stop = new StopSignal();
    PeeringFlow flow = new PeeringFlow(clients(), CLOCK, stop, Duration.ofSeconds(60));
    Plan plan = plan(desired());
    ApplyReport report = new Applier(clients(), flow, ApplyListener.NONE, CLOCK, stop).apply(plan);
    assertThat(report.problems()).isEmpty();
    assertThat(
            new Settling(new Convergence(clients(), CLOCK), flow, CLOCK, stop)
                .await(plan, Expectation.of(plan), Duration.ofSeconds(60)))
        .isEmpty();
    assertThat(plan(desired()).changes()).as("a second run plans nothing").isEmpty();
  }

  private static ChangeReason peeringReason() {
    return plan(desired()).changes().stream()
        .filter(change -> change.address().startsWith("peering/"))
        .map(Change::reason)
        .findFirst()
        .orElse(ChangeReason.IN_SYNC);
  }

  @Test
  void peersAndHealsWhateverSideIsTakenAway() {
    reconcile();
    for (int round = 0; round < 2; round++) {
      // The dialer's row goes behind our back; its acceptor may not have noticed yet.
      assertThat(two.client.deletePeering("cluster-01").isDone()).isTrue();
      Plan seen = plan(desired());
      assertThat(seen.changes())
          .as(() -> seen.toString())
          .extracting(Change::reason)
          .containsAnyOf(ChangeReason.DELETING, ChangeReason.HALF_OPEN, ChangeReason.TERMINATED);
      reconcile();

      assertThat(one.client.deletePeering("cluster-02").isDone()).isTrue();
      reconcile();
    }
  }

  @Test
  void goesOnWhereARunDiedBetweenTwoCalls() {
    reconcile();
    // Died after the token was made: the acceptor waits for a dialer that never comes.
    assertThat(two.client.deletePeering("cluster-01").isDone()).isTrue();
    assertThat(one.client.deletePeering("cluster-02").isDone()).isTrue();
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            one.client.readPeering("cluster-02").isNotFound()
                && two.client.readPeering("cluster-01").isNotFound());
    assertThat(
            one.client
                .generateToken(
                    "cluster-02",
                    Map.of(
                        "external-source",
                        "treaty",
                        "treaty-id",
                        "mesh:peering/cluster-01/cluster-02"),
                    List.of())
                .isDone())
        .isTrue();
    assertThat(peeringReason()).isEqualTo(ChangeReason.NEVER_ESTABLISHED);
    reconcile();
  }

  @Test
  void partsTheClustersWhenThePeeringIsNoLongerDeclared() {
    reconcile();
    DesiredState none =
        new DesiredState(
            "mesh",
            "work-tree",
            desired().clusters(),
            List.of(),
            desired().entries(),
            SafetyLimits.DEFAULT);
    Plan plan = plan(none);
    assertThat(plan.count(Action.DELETE)).isEqualTo(1);
    StopSignal stop = new StopSignal();
    ApplyReport report =
        new Applier(
                clients(),
                new PeeringFlow(clients(), CLOCK, stop, Duration.ofSeconds(60)),
                ApplyListener.NONE,
                CLOCK,
                stop)
            .apply(plan);
    assertThat(report.problems()).isEmpty();
    assertThat(one.client.readPeering("cluster-02").isNotFound()).isTrue();
    assertThat(two.client.readPeering("cluster-01").isNotFound()).isTrue();
  }
}
