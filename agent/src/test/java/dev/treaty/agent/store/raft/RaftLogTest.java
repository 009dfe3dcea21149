package dev.treaty.agent.store.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.store.Keys;
import dev.treaty.agent.store.NotLeaderException;
import dev.treaty.agent.store.RaftMembership;
import dev.treaty.agent.store.RaftMembership.Peer;
import dev.treaty.agent.store.StoreUnavailableException;
import dev.treaty.agent.store.Table;
import dev.treaty.agent.store.raft.Notes.Break;
import dev.treaty.agent.store.raft.Notes.Count;
import dev.treaty.agent.store.raft.Notes.Put;
import dev.treaty.agent.store.raft.Servers.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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

  @Test
  void aCommandThatThrowsLeavesNoTraceAnywhereAndReachesItsProposer() {
    try (Servers servers = three()) {
      Server leader = servers.leader();
      assertThatThrownBy(() -> leader.store().propose(new Break("k"))).hasMessage("on purpose");
      assertThat(leader.store().propose(new Put("k", "v"))).isEqualTo(1);
      servers.awaitEqual();
    }
  }

  @Test
  void losesNothingAcknowledgedWhenTheLeaderDiesUnderLoad() {
    try (Servers servers = three()) {
      Set<String> acknowledged = ConcurrentHashMap.newKeySet();
      Set<String> refused = ConcurrentHashMap.newKeySet();
      Server leader = servers.leader();
      List<CompletableFuture<Long>> all = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        String key = "key-" + i;
        CompletableFuture<Long> answer = leader.store().proposeLater(new Put(key, "v"));
        all.add(
            answer.whenComplete((index, failure) -> {
              if (failure == null) {
                acknowledged.add(key);
              } else if (failure instanceof NotLeaderException) {
                refused.add(key);
              }
            }));
        if (i == 1_000) {
          all.getFirst().join();
          servers.kill(leader);
        }
      }
      await().atMost(Servers.SOON).until(() -> all.stream().allMatch(CompletableFuture::isDone));
      servers.propose(new Put("after", "v"));
      servers.start(leader.id());
      servers.awaitEqual();
      Table<Notes.Note> notes = servers.leader().store().state().table(Notes.TABLE);
      assertThat(acknowledged).isNotEmpty().allMatch(key -> notes.get(key).isPresent());
      assertThat(refused).allMatch(key -> notes.get(key).isEmpty());
    }
  }

  @Test
  void startsAgainWhereItWasWhenAllWereDown() {
    try (Servers servers = three()) {
      for (int i = 0; i < 50; i++) {
        servers.propose(new Count("counter", i));
      }
      String before = servers.leader().digest();
      servers.all().forEach(servers::kill);
      servers.start("server-1");
      servers.start("server-2");
      servers.start("server-3");
      assertThat(servers.propose(new Count("counter", 49))).isFalse();
      servers.awaitEqual();
      assertThat(servers.leader().digest()).isEqualTo(before);
    }
  }

  @Test
  void aFollowerThatWasAwayForLongGetsASnapshot() {
    try (Servers servers = Servers.of(temp, 3, Servers.fast(200, 0))) {
      servers.propose(new Put("first", "v"));
      Server away = servers.follower();
      servers.kill(away);
      Server leader = servers.leader();
      for (int i = 0; i < 2_000; i++) {
        leader.store().proposeLater(new Put("key-" + i % 300, "v".repeat(200) + i));
      }
      servers.propose(new Put("last", "v"));
      RaftMembership led = servers.leader().log().membership();
      await().atMost(Servers.SOON).until(() -> led.figures().snapshotIndex() > 0);
      servers.start(away.id());
      servers.awaitEqual();
      assertThat(servers.get(away.id()).log().membership().figures().snapshotIndex()).isPositive();
      // From snapshot and log together:
      servers.propose(new Put("later", "v"));
      servers.kill(servers.get(away.id()));
      servers.start(away.id());
      servers.awaitEqual();
    }
  }

  @Test
  void fiveServersDoWithoutTwoAndNotWithoutThree() {
    try (Servers servers = Servers.of(temp, 5, Servers.fast(1_000_000, 1_000_000))) {
      servers.propose(new Put("a", "1"));
      servers.kill(servers.leader());
      servers.kill(servers.leader());
      servers.propose(new Put("b", "2"));
      servers.awaitEqual();
      Server last = servers.leader();
      servers.kill(servers.follower());
      assertThatThrownBy(() -> last.store().propose(new Put("c", "3")))
          .isInstanceOf(StoreUnavailableException.class);
      assertThat(last.store().state().table(Notes.TABLE).get("c")).isEmpty();
      assertThat(last.store().state().table(Notes.TABLE).get("b")).isPresent();
    }
  }

  @Test
  void growsFromOneToThreeAndShrinksAgain() {
    try (Servers servers = Servers.of(temp, 1, Servers.fast(1_000_000, 1_000_000))) {
      servers.propose(new Put("a", "1"));
      RaftMembership first = servers.leader().log().membership();
      Peer second = servers.start("server-2").log().membership().self();
      Peer third = servers.start("server-3").log().membership().self();
      assertThat(servers.get("server-2").log().membership().group()).isEmpty();
      first.add(second).join();
      first.add(third).join();
      assertThat(first.peers())
          .extracting(Peer::id)
          .containsExactly("server-1", "server-2", "server-3");
      servers.awaitEqual();
      assertThat(first.followers())
          .extracting(RaftMembership.Follower::id)
          .containsExactlyInAnyOrder("server-2", "server-3");

      assertThat(first.remove("server-2").join()).isTrue();
      assertThat(first.remove("server-2").join()).isFalse();
      servers.propose(new Put("b", "2"));
      await()
          .atMost(Servers.SOON)
          .until(() -> servers.get("server-2").log().membership().group().isEmpty());
      assertThat(servers.get("server-2").store().state().table(Notes.TABLE).get("b")).isEmpty();
      first.add(second).join();
      servers.awaitEqual();
      // Once more, because what it had was kept aside the first time.
      assertThat(first.remove("server-2").join()).isTrue();
      first.add(second).join();
      servers.awaitEqual();
    }
  }

  @Test
  void handsTheLeadOverBeforeItEnds() {
    try (Servers servers = three()) {
      Server leader = servers.leader();
      servers.propose(new Put("a", "1"));
      servers.awaitEqual();
      String to = servers.follower().id();
      assertThat(leader.log().membership().transfer(Optional.of(to)).join()).isTrue();
      await().atMost(Servers.SOON).until(() -> servers.get(to).leads());
      long term = servers.get(to).log().leadership().term();
      servers.stop(servers.get(to));
      assertThat(servers.leader().log().leadership().term()).isEqualTo(term + 1);
    }
  }

  @Test
  void tellsWhoLeadsAndWhenThatChanges() {
    try (Servers servers = three()) {
      Server leader = servers.leader();
      Server other = servers.follower();
      await()
          .atMost(Servers.SOON)
          .until(() -> other.log().leadership().leaderId().equals(Optional.of(leader.id())));
      assertThat(other.log().leadership().sinceContact()).isLessThan(Duration.ofSeconds(5));
      assertThat(leader.log().leadership().sinceContact()).isZero();
      AtomicInteger told = new AtomicInteger();
      other.log().leadership().onChange(told::incrementAndGet);
      servers.kill(leader);
      servers.leader();
      await().atMost(Servers.SOON).until(() -> told.get() > 0);
    }
  }

  @Test
  void findsAServerThatComesBackUnderAnotherAddress() {
    try (Servers servers = new Servers(temp, Servers.fast(1_000_000, 1_000_000))) {
      List<Peer> peers = new ArrayList<>();
      for (String id : List.of("moving-1", "moving-2", "moving-3")) {
        peers.add(servers.start(id).log().membership().self());
      }
      servers.all().forEach(server -> server.log().membership().bootstrap(peers));
      servers.propose(new Put("a", "1"));
      Server moving = servers.follower();
      servers.kill(moving);
      servers.propose(new Put("b", "1"));
      servers.forgetPort(moving.id());
      Peer moved = servers.start(moving.id()).log().membership().self();
      assertThat(peers).doesNotContain(moved);
      servers
          .all()
          .forEach(server -> server.log().membership().reachedAt(moved.id(), moved.address()));
      servers.awaitEqual();
      assertThat(servers.leader().log().membership().peers()).contains(moved);
    }
  }
}
