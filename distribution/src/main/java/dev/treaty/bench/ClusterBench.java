package dev.treaty.bench;

import dev.treaty.lab.LabFailure;
import dev.treaty.lab.Member;
import dev.treaty.lab.Patience;
import dev.treaty.lab.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Three servers on this machine: durable writes, and how long nobody takes writes once the leader
 * was killed.
 */
final class ClusterBench {

  private static final int[] CLIENTS = {1, 32, 256};
  private static final int ROUNDS = 3;
  private static final int KILLS = 5;
  private static final long LIMIT_SECONDS = 60;
  private static final String WHERE = " on three servers";

  private final Path folder;
  private final Map<String, Server> servers;
  private final LoadBench load;
  private final double syncs;
  private final Patience patience;
  private final Consumer<Figure> figures;

  ClusterBench(
      Path folder,
      Map<String, Server> servers,
      double seconds,
      double syncs,
      Patience patience,
      Consumer<Figure> figures) {
    this.folder = folder;
    this.servers = servers;
    this.load = new LoadBench(seconds, figures);
    this.syncs = syncs;
    this.patience = patience;
    this.figures = figures;
  }

  void measure() {
    List<ServerGroup> groups = new ArrayList<>();
    try {
      servers.forEach(
          (kind, server) -> groups.add(ServerGroup.start(kind, server, "three", folder, patience)));
      writes(groups);
      groups.forEach(this::kills);
    } finally {
      groups.forEach(ServerGroup::close);
    }
  }

  private void writes(List<ServerGroup> groups) {
    for (int clients : CLIENTS) {
      List<Target> leaders = groups.stream().map(ServerGroup::atLeader).toList();
      List<Double> rates = load.writes(WHERE, clients, ROUNDS, leaders);
      if (clients == 32) {
        DiskBench.writesForEachSync(WHERE, clients, leaders, rates, syncs, figures);
      }
    }
    load.writes(
        WHERE + ", spread over all", 32, 1, groups.stream().map(ServerGroup::everywhere).toList());
  }

  private void kills(ServerGroup group) {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      group.awaitWhole();
      int leader = group.leader().orElseThrow(() -> new LabFailure("nobody leads"));
      seconds.add(withoutLeader(group, leader, i));
      group.relaunch(leader);
    }
    Samples samples = new Samples(seconds);
    String name = "kill -9 of the leader until a write is acknowledged";
    figures.accept(Figure.cost(name + ", median", group.kind(), samples.median(), "s"));
    figures.accept(Figure.cost(name + ", worst of " + KILLS, group.kind(), samples.at(100), "s"));
  }

  /** Both servers that are left are asked at once, and again as soon as they refuse. */
  private static double withoutLeader(ServerGroup group, int leader, int turn) {
    AtomicLong firstWritten = new AtomicLong();
    CountDownLatch written = new CountDownLatch(1);
    group.kill(leader);
    long start = System.nanoTime();
    for (Member member : group.members()) {
      if (member.number() != leader) {
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              while (written.getCount() > 0) {
                if (ServerGroup.isWritten(member, "kill-" + turn)) {
                  firstWritten.compareAndSet(0, System.nanoTime());
                  written.countDown();
                } else {
                  LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                }
              }
            });
      }
    }
    try {
      if (!written.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        written.countDown();
        throw new LabFailure(
            group.kind() + ": no write for " + LIMIT_SECONDS + " s after the leader was killed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFailure("interrupted");
    }
    return (firstWritten.get() - start) / 1e9;
  }
}
