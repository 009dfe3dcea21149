package dev.treaty.agent.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.settings.AgentSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** R5: the clock on the wall leaps while checks are live. */
class ClockJumpTest {

  private final AtomicReference<Duration> off = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> InstantSource.system().instant().plus(off.get());

  private static final String TTLS =
      "{\"Name\":\"web\",\"Checks\":["
          + "{\"CheckID\":\"long\",\"TTL\":\"10m\",\"Status\":\"passing\","
          + "\"DeregisterCriticalServiceAfter\":\"1m\"},"
          + "{\"CheckID\":\"short\",\"TTL\":\"3s\",\"Status\":\"passing\"},"
          + "{\"CheckID\":\"tcp\",\"TCP\":\"127.0.0.1:1\",\"Interval\":\"1s\","
          + "\"Status\":\"passing\"}]}";

  private static String status(RunningAgent agent, String check) {
    return agent.json("/v1/agent/checks").at("/" + check + "/Status").asText();
  }

  @Test
  void expiresNothingEarlyAndNothingLate() {
    try (RunningAgent agent = new RunningAgent(AgentSettings.embedded("one", "dc1"), clock)) {
      Instant start = Instant.ofEpochSecond(0, System.nanoTime());
      agent.put("/v1/agent/service/register", TTLS);
      off.set(Duration.ofHours(1));
      agent.put("/v1/agent/check/pass/long", "");
      off.set(Duration.ofHours(-1));
      agent.put("/v1/agent/check/warn/long", "");
      off.set(Duration.ofSeconds(5));

      // Polled checks go on, and the short TTL runs out when its time has passed, not before.
      await().atMost(10, SECONDS).until(() -> status(agent, "tcp").equals("critical"));
      await().atMost(10, SECONDS).until(() -> status(agent, "short").equals("critical"));
      Duration passed = Duration.between(start, Instant.ofEpochSecond(0, System.nanoTime()));
      assertThat(passed).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(8));
      assertThat(status(agent, "long")).isEqualTo("warning");
    }
  }
}
