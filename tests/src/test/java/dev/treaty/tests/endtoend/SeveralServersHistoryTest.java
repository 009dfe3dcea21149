package dev.treaty.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several servers whose leader is killed, paused and cut off under load lose nothing, are
 * linearizable, and hold the same at the end (bar R1).
 *
 * <p>The long run: {@code -Dtreaty.test.faults=200 -Dtreaty.test.servers=5}.
 */
class SeveralServersHistoryTest {

  private static final int SERVERS = Integer.getInteger("treaty.test.servers", 3);
  private static final int FAULTS = Integer.getInteger("treaty.test.faults", 3);
  private static final int BETWEEN = 700;
  private static final long SEED = Long.getLong("treaty.test.seed", 1);
  private static final int CLIENTS = 16;

  @TempDir Path folder;

  @Test
  void everyAnswerIsExplainedByOneOrder() throws Exception {
    try (Servers servers = Servers.start(folder, SERVERS)) {
      judge(servers, SeveralServersHistoryTest::killOrPause);
    }
  }

  /** Clients still reach the server that is cut off: it must not answer from what it knew. */
  @Test
  void aServerThatIsCutOffMisleadsNobody() throws Exception {
    assumeTrue(PrivateNetwork.isAvailable(), "needs to make network namespaces");
    try (PrivateNetwork network = PrivateNetwork.of(SERVERS);
        Servers servers = Servers.start(folder, network.hosts())) {
      judge(
          servers,
          (server, victim, random, timer) -> {
            network.cut(victim);
            wait(timer, 500 + random.nextInt(5_000));
            network.mend(victim);
          });
    }
  }

  private interface Fault {
    void befall(AgentProcess server, int number, Random random, ScheduledExecutorService timer)
        throws Exception;
  }

  private static void wait(ScheduledExecutorService timer, long millis) throws Exception {
    timer.schedule(() -> {}, millis, TimeUnit.MILLISECONDS).get();
  }

  private static void judge(Servers servers, Fault fault) throws Exception {
    Random random = new Random(SEED);
    try (ScheduledExecutorService timer = Executors.newScheduledThreadPool(2)) {
      RegisterLoad load =
          new RegisterLoad(
              client -> servers.get(client % servers.size()).address(), CLIENTS, 50, SEED);
      Future<?> clients = timer.submit(() -> run(load));
      for (int i = 1; i <= FAULTS && !clients.isDone(); i++) {
        int due = i * BETWEEN;
        Awaitility.await()
            .atMost(5, TimeUnit.MINUTES)
            .until(() -> clients.isDone() || load.answered() >= due);
        // Mostly the leader, because it is the one that matters.
        int victim = random.nextInt(4) == 0 ? random.nextInt(servers.size()) : servers.leader();
        fault.befall(servers.get(victim), victim, random, timer);
      }
      clients.get();

      assertThat(load.answered()).isGreaterThan(FAULTS * BETWEEN / 2);
      assertThat(load.contradiction()).isEmpty();
      assertThatAllHoldTheSame(servers);
    }
  }

  private static void killOrPause(
      AgentProcess server, int number, Random random, ScheduledExecutorService timer)
      throws Exception {
    if (random.nextBoolean()) {
      server.kill();
      server.relaunch();
      server.awaitUp();
    } else {
      server.pause();
      wait(timer, 200 + random.nextInt(4_000));
      server.resume();
    }
  }

  private static void assertThatAllHoldTheSame(Servers servers) {
    String path = "/v1/config/service-defaults?stale";
    AgentProcess.within30Seconds()
        .untilAsserted(() -> {
          String first = servers.get(0).get(path).body();
          for (AgentProcess server : servers.all()) {
            assertThat(server.get(path).body()).isEqualTo(first);
          }
        });
  }

  private static void run(RegisterLoad load) {
    try {
      load.run((FAULTS + 1) * BETWEEN * 2);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
