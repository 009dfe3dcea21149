package dev.treaty.agent.store.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treaty.agent.store.Keys;
import dev.treaty.agent.store.NotLeaderException;
import dev.treaty.agent.store.raft.Notes.Put;
import dev.treaty.agent.store.raft.Servers.Server;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaftLogTest {

  @TempDir Path temp;

  private Servers three() {
    return Servers.of(temp, 3, Servers.fast(1_000_000, 1_000_000));
  }

  @Test
  void whatTheLeaderAcknowledgesIsOnEveryServer() {
    try (Servers servers = three()) {
      Server leader = servers.leader();
      long first = leader.store().propose(new Put(Keys.of("a", "1"), "x"));
      assertThat(leader.store().propose(new Put(Keys.of("a", "1"), "y"))).isEqualTo(first + 1);
      for (Server server : servers.all()) {
        server.store().readBarrier();
        assertThat(server.store().state().table(Notes.TABLE).get(Keys.of("a", "1")).orElseThrow())
            .returns("y", row -> row.row().text())
            .returns(first, row -> row.createIndex())
            .returns(first + 1, row -> row.modifyIndex());
      }
      servers.awaitEqual();
    }
  }

  @Test
  void aFollowerRefusesWritesAndNamesTheLeader() {
    try (Servers servers = three()) {
      Server leader = servers.leader();
      assertThatThrownBy(() -> servers.follower().store().propose(new Put("k", "v")))
          .isInstanceOfSatisfying(
              NotLeaderException.class, e -> assertThat(e.leaderId()).contains(leader.id()));
    }
  }
}
