package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.Keys;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.raft.Notes.Put;
import dev.treaty.agent.store.raft.Servers.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures proposals a second on three servers in one process; run by hand. */
final class Throughput {
  private Throughput() {}

  public static void main(String[] args) throws Exception {
    Path root = Files.createTempDirectory(Path.of(args[0]), "raft");
    int inFlight = Integer.parseInt(args[1]);
    int count = Integer.parseInt(args[2]);
    RaftSettings.Tuning d = RaftSettings.Tuning.DEFAULT;
    RaftSettings.Tuning tuning =
        new RaftSettings.Tuning(
            d.electionMin(),
            d.electionMax(),
            d.snapshotEvery(),
            d.keptEntries(),
            inFlight,
            d.segmentBytes());
    long begin = System.nanoTime();
    try (Servers servers = Servers.of(root, count, tuning)) {
      Server leader = servers.leader();
      leader.store().propose(new Put("first", "v"));
      System.out.printf("start to first write: %d ms%n", (System.nanoTime() - begin) / 1_000_000);
      run(leader.store(), 64, 20_000);
      for (int round = 0; round < 2; round++) {
        run(leader.store(), 1, 1_500);
        run(leader.store(), 32, 20_000);
        run(leader.store(), 256, 60_000);
      }
      long t = System.nanoTime();
      for (int i = 0; i < 300; i++) {
        leader.store().readBarrier();
      }
      System.out.printf("barrier on leader %d us%n", (System.nanoTime() - t) / 300_000);
      t = System.nanoTime();
      for (int i = 0; i < 300; i++) {
        servers.follower().store().readBarrier();
      }
      System.out.printf("barrier on follower %d us%n", (System.nanoTime() - t) / 300_000);
      servers.awaitEqual();
      for (int round = 0; round < 6; round++) {
        without(servers, round % 2 == 0);
      }
    }
  }

  /** How long no write is taken when the leader dies, or is stopped. */
  private static void without(Servers servers, boolean dies) {
    Server leader = servers.leader();
    Thread end =
        Thread.ofPlatform()
            .start(() -> {
              if (dies) {
                servers.kill(leader);
              } else {
                servers.stop(leader);
              }
            });
    long last = System.nanoTime();
    long longest = 0;
    long until = last + 6_000_000_000L;
    while (System.nanoTime() < until) {
      try {
        for (Server server : servers.all()) {
          if (server.leads()) {
            server.store().propose(new Put("probe", "v"));
            longest = Math.max(longest, System.nanoTime() - last);
            last = System.nanoTime();
          }
        }
      } catch (RuntimeException e) {
        Thread.onSpinWait();
      }
    }
    System.out.printf("leader %s: %d ms%n", dies ? "dies" : "stops", longest / 1_000_000);
    try {
      end.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    servers.start(leader.id());
    servers.awaitEqual();
  }

  private static void run(Store store, int callers, int total) throws Exception {
    AtomicInteger next = new AtomicInteger();
    long[] times = new long[total];
    CountDownLatch done = new CountDownLatch(callers);
    String text = "x".repeat(300);
    long begin = System.nanoTime();
    for (int c = 0; c < callers; c++) {
      Thread.ofVirtual()
          .start(() -> {
            int i;
            while ((i = next.getAndIncrement()) < total) {
              long t = System.nanoTime();
              store.propose(new Put(Keys.of("key", "" + i % 5_000), text));
              times[i] = System.nanoTime() - t;
            }
            done.countDown();
          });
    }
    done.await();
    double seconds = (System.nanoTime() - begin) / 1e9;
    Arrays.sort(times);
    System.out.printf(
        "%4d callers: %8.0f/s  p50 %.2f ms  p99 %.2f ms%n",
        callers, total / seconds, times[total / 2] / 1e6, times[total * 99 / 100] / 1e6);
  }
}
