package dev.treaty.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.value.Value;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Counters that many clients raise by check-and-set count every success, through kills (bar C4).
 *
 * <p>The long run: {@code -Dtreaty.test.operations=50000 -Dtreaty.test.kills=20}.
 */
class CasCounterTest {

  private static final int CLIENTS = 32;
  private static final int COUNTERS = 10;
  private static final int OPERATIONS = Integer.getInteger("treaty.test.operations", 1_500);
  private static final int KILLS = Integer.getInteger("treaty.test.kills", 1);

  @TempDir Path folder;

  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final Map<String, AtomicInteger> successes = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> unknown = new ConcurrentHashMap<>();
  private final Set<String> won = ConcurrentHashMap.newKeySet();
  private final AtomicInteger wonTwice = new AtomicInteger();

  @Test
  void countsEverySuccess() throws Exception {
    try (AgentProcess agent = AgentProcess.start(folder.resolve("one"), "dc1")) {
      for (int i = 0; i < COUNTERS; i++) {
        agent.writeEntry(body("counter-" + i, 0));
      }
      try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
        for (int i = 0; i < CLIENTS; i++) {
          Random random = new Random(i);
          clients.execute(() -> raise(agent, random));
        }
        for (int i = 1; i <= KILLS; i++) {
          int due = i * OPERATIONS / (KILLS + 1);
          Awaitility.await().forever().until(() -> begun.get() >= due);
          agent.kill();
          agent.restart();
        }
      }
      for (int i = 0; i < COUNTERS; i++) {
        String name = "counter-" + i;
        int sure = successes.getOrDefault(name, new AtomicInteger()).get();
        int perhaps = unknown.getOrDefault(name, new AtomicInteger()).get();
        assertThat(count(agent.get(path(name)).object())).isBetween(sure, sure + perhaps);
      }
      assertThat(wonTwice).hasValue(0);
      assertThat(won).hasSizeGreaterThan(OPERATIONS / 20);
    }
  }

  private void raise(AgentProcess agent, Random random) {
    while (begun.get() < OPERATIONS) {
      String name = "counter-" + random.nextInt(COUNTERS);
      try {
        AgentProcess.Answer read = agent.get(path(name));
        if (read.status() != 200) {
          continue;
        }
        begun.incrementAndGet();
        Value.Fields entry = read.object();
        long index = ((Value.Whole) entry.map().get("ModifyIndex")).number().longValueExact();
        raise(agent, name, count(entry), index);
      } catch (UncheckedIOException e) {
        Thread.onSpinWait(); // the server is away; reading again is all there is to do
      }
    }
  }

  private void raise(AgentProcess agent, String name, int count, long index) {
    try {
      AgentProcess.Answer answer = agent.put("/v1/config?cas=" + index, body(name, count + 1));
      if (answer.status() != 200) {
        counter(unknown, name);
      } else if (answer.body().strip().equals("true")) {
        counter(successes, name);
        wonTwice.addAndGet(won.add(name + "@" + index) ? 0 : 1);
      }
    } catch (UncheckedIOException e) {
      counter(unknown, name);
    }
  }

  private static void counter(Map<String, AtomicInteger> counters, String name) {
    counters.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet();
  }

  private static String path(String name) {
    return "/v1/config/service-defaults/" + name;
  }

  private static int count(Value.Fields entry) {
    return Integer.parseInt(((Value.Fields) entry.map().get("Meta")).text("n"));
  }

  /** Each body is another: a server takes one that it holds already for done, as Consul does. */
  private String body(String name, int count) {
    return """
    {"Kind":"service-defaults","Name":"%s","Meta":{"n":"%d","write":"%d"}}\
    """
        .formatted(name, count, writes.incrementAndGet());
  }
}
