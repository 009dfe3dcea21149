package dev.treaty.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

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
 * Several servers whose leader is killed and paused under load lose nothing, are linearizable, and
 * hold the same at the end (bar R1).
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
    Random random = new Random(SEED);
    try (Servers servers = Servers.start(folder, SERVERS);
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(2)) {
      RegisterLoad load =
          new RegisterLoad(
              client -> servers.get(client % servers.size()).address(), CLIENTS, 50, SEED);
      Future<?> clients = timer.submit(() -> run(load));
      for (int i = 1; i <= FAULTS && !clients.isDone(); i++) {
        int due = i * BETWEEN;
        Awaitility.await()
            .atMost(5, TimeUnit.MINUTES)
            .until(() -> clients.isDone() || load.answered() >= due);
        fault(servers, random, timer);
      }
      clients.get();

      assertThat(load.answered()).isGreaterThan(FAULTS * BETWEEN / 2);
      assertThat(load.contradiction()).isEmpty();
      assertThatAllHoldTheSame(servers);
    }
  }

  /** Mostly the leader, because it is the one that matters. */
  private static void fault(Servers servers, Random random, ScheduledExecutorService timer)
      throws Exception {
    int victim = random.nextInt(4) == 0 ? random.nextInt(servers.size()) : servers.leader();
    AgentProcess server = servers.get(victim);
    if (random.nextBoolean()) {
      server.kill();
      server.relaunch();
      server.awaitUp();
    } else {
      server.pause();
      timer.schedule(server::resume, 200 + random.nextInt(4_000), TimeUnit.MILLISECONDS).get();
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
