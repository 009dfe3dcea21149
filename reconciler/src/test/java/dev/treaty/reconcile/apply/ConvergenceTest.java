package dev.treaty.reconcile.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.diff.Plan;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.consul.FakeConsul;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConvergenceTest {
  private static final Instant NOW = Instant.parse("2026-11-24T20:00:00Z");

  private FakeConsul one;
  private FakeConsul two;
  private Map<ClusterName, ConsulClient> clients;
  private Plan plan;

  @BeforeEach
  void peer() throws IOException {
    one = new FakeConsul("dc1");
    two = new FakeConsul("dc2");
    one.register("web", 2);
    clients = Projects.clients(one, two);
    StopSignal stop = new StopSignal();
    PeeringFlow flow =
        new PeeringFlow(clients, InstantSource.system(), stop, Duration.ofSeconds(5));
    plan = Projects.plan(Projects.files(), clients);
    new Applier(clients, flow, ApplyListener.NONE, InstantSource.system(), stop).apply(plan);
    plan = Projects.plan(Projects.files(), clients);
  }

  @AfterEach
  void end() {
    one.close();
    two.close();
  }

  private List<String> missing() {
    return new Convergence(clients, InstantSource.fixed(NOW))
        .look(Expectation.of(plan)).stream().map(Shortfall::text).toList();
  }

  private void row(FakeConsul consul, String name, String key, Value value) {
    consul.setPeering(name, consul.peering(name).orElseThrow().with(key, value));
  }

  private void hears(String lastReceive) {
    row(two, "cluster-01", "connected", Value.Flag.TRUE);
    row(
        two,
        "cluster-01",
        "StreamStatus",
        Value.Fields.EMPTY
            .with("LastReceive", Value.text(lastReceive))
            .with("LastSend", Value.text(NOW.toString())));
  }

  @Test
  void isReachedWhenTheInstancesAreThere() {
    assertThat(missing()).isEmpty();
  }

  @Test
  void isNotReachedByNamesAlone() {
    two.importing(false);
    row(
        two,
        "cluster-01",
        "StreamStatus",
        Value.Fields.EMPTY
            .with("ImportedServices", Value.Items.of(Value.text("web")))
            .with("LastReceive", Value.text(NOW.toString())));

    assertThat(missing()).containsExactly("cluster-02 has 0 of 2 instances of web from cluster-01");
  }

  @Test
  void expectsNothingOfAServiceWithoutInstances() {
    one.register("web", 0);

    assertThat(missing()).isEmpty();
  }

  @Test
  void isNotReachedWhileInstancesAreLeftOfAServiceThatHasNone() {
    one.register("web", 0);
    two.arriving(exported -> 1);

    assertThat(missing()).containsExactly("cluster-02 has 1 of 0 instances of web from cluster-01");
  }

  @Test
  void isNotReachedWhileAWithdrawnServiceIsStillImported() {
    Map<String, String> files = new TreeMap<>(Projects.files());
    files.remove("clusters/cluster-01/exports.hcl");
    plan = Projects.plan(files, clients);

    assertThat(missing())
        .containsExactly(
            "cluster-02 still has 2 instances of web from cluster-01, which is no longer exported");

    two.importing(false);
    assertThat(missing()).isEmpty();
  }

  @Test
  void namesTheSideThatIsNotActive() {
    row(one, "cluster-02", "State", Value.text("FAILING"));

    assertThat(missing()).containsExactly("cluster-01 sees cluster-02 FAILING");
  }

  @Test
  void takesAFreshMessageForALiveStream() {
    hears("2026-11-24T19:59:30Z");

    assertThat(missing()).isEmpty();
  }

  @Test
  void doesNotTrustAnActiveStateThatHasGoneSilent() {
    hears("2026-11-24T19:58:00Z");

    assertThat(missing()).containsExactly("cluster-02 has not heard from cluster-01 for 120 s");
  }

  @Test
  void doesNotTrustAnActiveStateThatNeverHeardAnything() {
    hears("0001-01-01T00:00:00Z");

    assertThat(missing()).containsExactly("cluster-02 has not heard from cluster-01 yet");
  }
}
