package dev.treaty.agent.store.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.NotLeaderException;
import dev.treaty.agent.store.RaftMembership;
import dev.treaty.agent.store.StateDigest;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.raft.RaftSettings.Tuning;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Servers in one process, on loopback, each with a folder of its own. */
final class Servers implements AutoCloseable {

  static final Duration SOON = Duration.ofSeconds(60);

  private final Path root;
  private final Tuning tuning;
  private final Map<String, Server> running = new TreeMap<>();
  private final Map<String, Integer> ports = new TreeMap<>();
  private Optional<RaftTls> tls = Optional.empty();

  Servers(Path root, Tuning tuning) {
    this.root = root;
    this.tuning = tuning;
  }

  /**
   * Elections that a busy machine does not mistake for a loss, and snapshots so rarely that none is
   * taken.
   */
  static Tuning fast(int snapshotEvery, int keptEntries) {
    return new Tuning(
        Duration.ofMillis(800), Duration.ofMillis(1600), snapshotEvery, keptEntries, 4, 1 << 16);
  }

  record Server(String id, RaftLog log, Store store) {
    String digest() {
      return StateDigest.of(store.state());
    }

    boolean leads() {
      return log.leadership().leads();
    }
  }

  void secure(@Nullable RaftTls with) {
    tls = Optional.ofNullable(with);
  }

  Path folder(String id) {
    return root.resolve(id);
  }

  RaftSettings settings(String id) {
    return new RaftSettings(
        id,
        folder(id),
        "127.0.0.1",
        ports.getOrDefault(id, 0),
        "127.0.0.1",
        tls,
        Optional.empty(),
        tuning);
  }

  Server start(String id) {
    return start(settings(id));
  }

  Server start(RaftSettings settings) {
    RaftLog log = RaftLog.open(settings, Notes.schema(), InstantSource.system());
    Server server = new Server(settings.id(), log, Store.open(log, Notes.schema()));
    String address = log.membership().self().address();
    ports.put(settings.id(), Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    running.put(settings.id(), server);
    return server;
  }

  /** The server comes back under another one. */
  void forgetPort(String id) {
    ports.remove(id);
  }

  /** Starts so many servers, which make a group. */
  static Servers of(Path root, int count, Tuning tuning) {
    Servers servers = new Servers(root, tuning);
    List<RaftMembership.Peer> peers = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      peers.add(servers.start("server-" + i).log().membership().self());
    }
    servers.all().forEach(server -> server.log().membership().bootstrap(peers));
    return servers;
  }

  Collection<Server> all() {
    return List.copyOf(running.values());
  }

  Server get(String id) {
    Server server = running.get(id);
    if (server == null) {
      throw new AssertionError(id + " does not run");
    }
    return server;
  }

  Server leader() {
    if (all().stream().filter(Server::leads).count() != 1) {
      await().atMost(SOON).until(() -> all().stream().filter(Server::leads).count() == 1);
    }
    return all().stream().filter(Server::leads).findFirst().orElseThrow();
  }

  Server follower() {
    Server leader = leader();
    return all().stream().filter(one -> !one.equals(leader)).findFirst().orElseThrow();
  }

  /** Writes on whoever leads; asks again where it is certain that nothing was written. */
  <O> O propose(Command<O> command) {
    long end = System.nanoTime() + SOON.toNanos();
    while (true) {
      try {
        return leader().store().propose(command);
      } catch (NotLeaderException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  /** Ends it as abruptly as can be in one process. */
  void kill(Server server) {
    server.log().closeAtOnce();
    running.remove(server.id());
  }

  void stop(Server server) {
    server.store().close();
    running.remove(server.id());
  }

  void awaitEqual() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(all()).extracting(Server::digest).containsOnly(leader().digest()));
  }

  @Override
  public void close() {
    all().forEach(this::kill);
  }
}
