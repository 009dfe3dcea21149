package dev.treaty.agent.store.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treaty.agent.store.DamagedStoreException;
import dev.treaty.agent.store.DurableLog;
import dev.treaty.agent.store.Keys;
import dev.treaty.agent.store.State;
import dev.treaty.agent.store.StateDigest;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.raft.Notes.Put;
import dev.treaty.agent.store.raft.Servers.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one server to three. */
class TakeOverTest {

  @TempDir Path temp;

  private final Servers servers() {
    return new Servers(temp, Servers.fast(1_000_000, 1_000_000));
  }

  private Path alone() {
    return temp.resolve("state");
  }

  private State single() {
    try (Store store =
        Store.open(
            DurableLog.open(alone(), Notes.schema(), InstantSource.system()), Notes.schema())) {
      for (int i = 0; i < 3_000; i++) {
        store.proposeLater(new Put(Keys.of("k", "" + i % 1_500), "v".repeat(1_000) + i));
      }
      store.propose(new Put("last", "v"));
      return store.state();
    }
  }

  private RaftSettings settings(Servers servers, String id) {
    RaftSettings plain = servers.settings(id);
    return new RaftSettings(
        plain.id(),
        plain.folder(),
        plain.bindHost(),
        plain.port(),
        plain.advertiseHost(),
        plain.tls(),
        Optional.of(alone()),
        plain.tuning());
  }

  @Test
  void threeServersGoOnWhereTheOneStopped() {
    State before = single();
    try (Servers servers = servers()) {
      Server first = servers.start(settings(servers, "server-1"));
      assertThat(first.digest()).isEqualTo(StateDigest.of(before));
      assertThat(alone()).doesNotExist();
      assertThat(temp.resolve("state.before-cluster/log.db")).exists();
      for (String id : new String[] {"server-2", "server-3"}) {
        first.log().membership().add(servers.start(id).log().membership().self()).join();
      }
      assertThat(first.store().propose(new Put("later", "v"))).isEqualTo(before.index() + 1);
      servers.awaitEqual();
      servers.kill(first);
      assertThat(servers.propose(new Put("still", "v"))).isEqualTo(before.index() + 2);
    }
  }

  @Test
  void beginsAnewWhereItWasCutShort() throws IOException {
    State before = single();
    try (Servers servers = servers()) {
      servers.kill(servers.start(settings(servers, "server-1")));
      // As if it had ended just before it was done.
      Files.move(temp.resolve("state.before-cluster"), alone());
      Files.createFile(servers.folder("server-1").resolve("taking-over"));
      Server again = servers.start(settings(servers, "server-1"));
      assertThat(again.digest()).isEqualTo(StateDigest.of(before));
      assertThat(again.store().propose(new Put("later", "v"))).isEqualTo(before.index() + 1);
    }
  }

  @Test
  void keepsWhatTheGroupHasOnceItIsTakenOver() throws IOException {
    single();
    try (Servers servers = servers()) {
      Server first = servers.start(settings(servers, "server-1"));
      first.store().propose(new Put("later", "v"));
      String after = first.digest();
      servers.kill(first);
      Files.move(temp.resolve("state.before-cluster"), alone());
      servers.start(settings(servers, "server-1"));
      assertThat(servers.propose(new Notes.Count("other", 1))).isFalse();
      assertThat(servers.leader().digest()).isEqualTo(after);
      assertThat(alone()).doesNotExist();
    }
  }

  @Test
  void aServerThatHadNothingWaitsToBeTakenIn() {
    try (Servers servers = servers()) {
      Server first = servers.start(settings(servers, "server-1"));
      assertThat(first.log().membership().group()).isEmpty();
      assertThat(first.leads()).isFalse();
    }
  }

  @Test
  void changesNothingWhereTheOldStoreIsDamaged() throws IOException {
    single();
    Files.writeString(alone().resolve("log.db"), "not a database, certainly not one at all");
    try (Servers servers = servers()) {
      assertThatThrownBy(() -> servers.start(settings(servers, "server-1")))
          .isInstanceOf(DamagedStoreException.class);
      assertThat(alone().resolve("log.db")).exists();
    }
  }

  @Test
  void restoresOnAllServersAtOnce() {
    State restored = single();
    try (Servers servers = Servers.of(temp.resolve("three"), 3, Servers.fast(500, 0))) {
      servers.propose(new Put("gone", "v"));
      for (int i = 0; i < 1_000; i++) {
        servers.leader().store().proposeLater(new Put("k-" + i, "v"));
      }
      servers.propose(new Put("gone too", "v"));
      long index = servers.leader().store().restore(restored);
      assertThat(index).isGreaterThan(restored.index());
      servers.awaitEqual();
      assertThat(servers.leader().store().state().table(Notes.TABLE).size()).isEqualTo(1_501);
      Server one = servers.follower();
      servers.kill(one);
      servers.propose(new Put("later", "v"));
      servers.start(one.id());
      servers.awaitEqual();
      assertThat(servers.get(one.id()).store().state().table(Notes.TABLE).get("gone")).isEmpty();
    }
  }
}
