package dev.treaty.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One server under kills and pauses is linearizable (bar R1).
 *
 * <p>The long run: {@code -Dtreaty.test.operations=100000 -Dtreaty.test.seed=N}.
 */
class OneServerHistoryTest {

  private static final int OPERATIONS = Integer.getInteger("treaty.test.operations", 3_000);
  private static final long SEED = Long.getLong("treaty.test.seed", 1);
  private static final int CLIENTS = 16;

  @TempDir Path folder;

  @Test
  void everyAnswerIsExplainedByOneOrder() throws Exception {
    Random random = new Random(SEED);
    try (AgentProcess agent = AgentProcess.start(folder.resolve("one"), "dc1");
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(2)) {
      AtomicReference<CountDownLatch> up = new AtomicReference<>(new CountDownLatch(0));
      RegisterLoad load =
          new RegisterLoad(client -> addressOnceUp(agent, up.get()), CLIENTS, 50, SEED);
      Future<?> clients = timer.submit(() -> run(load));

      int faults = Math.max(2, OPERATIONS / 1_500);
      for (int i = 1; i <= faults && !clients.isDone(); i++) {
        int due = i * OPERATIONS / (faults + 1);
        Awaitility.await()
            .atMost(10, TimeUnit.MINUTES)
            .until(() -> clients.isDone() || load.size() >= due);
        if (i % 2 == 0) {
          agent.pause();
          timer.schedule(agent::resume, 100 + random.nextInt(900), TimeUnit.MILLISECONDS).get();
        } else {
          CountDownLatch again = new CountDownLatch(1);
          agent.kill();
          up.set(again);
          agent.restart();
          again.countDown();
        }
      }
      clients.get();

      assertThat(load.answered()).isGreaterThan(OPERATIONS / 2);
      assertThat(load.contradiction()).isEmpty();
    }
  }

  /** Operations are for servers that are there: only those in flight meet the kill. */
  private static String addressOnceUp(AgentProcess agent, CountDownLatch up) {
    try {
      up.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return agent.address();
  }

  private static void run(RegisterLoad load) {
    try {
      load.run(OPERATIONS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
