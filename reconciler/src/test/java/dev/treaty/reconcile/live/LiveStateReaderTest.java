package dev.treaty.reconcile.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.live.LivePeering;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.FakeConsul;
import dev.treaty.reconcile.consul.FakeConsul.Fault;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveStateReaderTest {
  private static final ClusterName NAME = new ClusterName("cluster-01");
  private static final Set<String> KINDS = Set.of("service-defaults", "service-intentions");

  private FakeConsul consul;

  @BeforeEach
  void start() throws IOException {
    consul = new FakeConsul("dc1");
    consul.overwrite(
        Value.Fields.EMPTY
            .with("Kind", Value.text("service-defaults"))
            .with("Name", Value.text("web")));
  }

  @AfterEach
  void stop() {
    consul.close();
  }

  private LiveCluster read() {
    LiveCluster cluster =
        new LiveStateReader(KINDS, Set.of()).read(Map.of(NAME, consul.client())).get(NAME);
    assertThat(cluster).isNotNull();
    return cluster;
  }

  private void fault(String call, Fault fault) {
    consul.faults(c -> c.equals(call) ? Optional.of(fault) : Optional.empty());
  }

  @Test
  void readsEntriesAndPeeringsWhole() {
    LiveCluster cluster = read();

    assertThat(cluster.isComplete()).isTrue();
    assertThat(cluster.datacenter()).isEqualTo("dc1");
    assertThat(cluster.completeKinds()).isEqualTo(KINDS);
    assertThat(cluster.peeringsComplete()).isTrue();
    assertThat(cluster.entry(EntryKey.of("service-defaults", "web"))).isPresent();
  }

  @Test
  void asksForAllKindsInOneCall() {
    read();

    assertThat(consul.calls).containsExactly("GET /agent/self", "GET /config/", "GET /peerings");
  }

  @Test
  void takesAFilteredListForIncomplete() {
    fault("GET /config/", Fault.FILTER);

    LiveCluster cluster = read();

    assertThat(cluster.isComplete()).isFalse();
    assertThat(cluster.completeKinds()).isEmpty();
    assertThat(cluster.problems()).singleElement().asString().contains("may not see all");
  }

  @Test
  void takesFilteredPeeringsForIncomplete() {
    fault("GET /peerings", Fault.FILTER);

    assertThat(read().peeringsComplete()).isFalse();
    assertThat(read().isComplete()).isFalse();
  }

  @Test
  void takesACutListForUnknownAndNotForEmpty() {
    fault("GET /config/", Fault.CUT);

    LiveCluster cluster = read();

    assertThat(cluster.entries()).isEmpty();
    assertThat(cluster.completeKinds()).isEmpty();
    assertThat(cluster.isComplete()).isFalse();
  }

  @Test
  void readsKindByKindWhereTheListOfAllIsRefused() {
    fault("GET /config/", Fault.REFUSE);

    LiveCluster cluster = read();

    assertThat(cluster.isComplete()).isTrue();
    assertThat(cluster.completeKinds()).isEqualTo(KINDS);
    assertThat(cluster.entries()).hasSize(1);
  }

  @Test
  void marksTheKindThatCouldNotBeRead() {
    consul.faults(call ->
        call.equals("GET /config/") || call.equals("GET /config/service-intentions")
            ? Optional.of(Fault.REFUSE)
            : Optional.empty());

    LiveCluster cluster = read();

    assertThat(cluster.completeKinds()).containsExactly("service-defaults");
    assertThat(cluster.problems())
        .singleElement()
        .asString()
        .contains("service-intentions")
        .contains("Unexpected response code: 500 (out of order)");
  }

  @Test
  void saysThatAClusterDidNotAnswer() {
    consul.close();

    LiveCluster cluster = read();

    assertThat(cluster.isComplete()).isFalse();
    assertThat(cluster.problems()).singleElement().asString().contains("connection refused");
  }

  @Test
  void takesARowThatWasDeletedForDeletingWhateverItsState() {
    LivePeering row =
        PeeringRows.read(
            Value.Fields.EMPTY
                .with("State", Value.text("ACTIVE"))
                .with("DeletedAt", Value.text("2026-11-24T20:00:00Z")));

    assertThat(row.state()).isEqualTo("DELETING");
    assertThat(row.isActive()).isFalse();
  }
}
