package dev.treaty.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckRunnersTest {

  private final ManualTimers timers = new ManualTimers();
  private final List<String> reports = new ArrayList<>();
  private final CheckRunners runners =
      new CheckRunners(
          timers, Runnable::run, (id, result) -> reports.add(id + " " + result.status()));

  private static final CheckSpec TTL = CheckSpec.ttl(Duration.ofSeconds(10));

  @Test
  void turnsATtlCheckCriticalWhenNobodyConfirmsIt() {
    runners.run(Map.of("a", TTL));
    timers.pass(Duration.ofSeconds(9));
    assertThat(reports).isEmpty();
    timers.pass(Duration.ofSeconds(2));
    assertThat(reports).containsExactly("a critical");
    timers.pass(Duration.ofSeconds(60));
    assertThat(reports).hasSize(1);
  }

  @Test
  void aConfirmationStartsTheTimeAnew() {
    runners.run(Map.of("a", TTL));
    timers.pass(Duration.ofSeconds(9));
    assertThat(runners.confirmed("a", "fine")).isTrue();
    timers.pass(Duration.ofSeconds(9));
    assertThat(reports).isEmpty();
    timers.pass(Duration.ofSeconds(2));
    assertThat(reports).containsExactly("a critical");
  }

  @Test
  void saysWhatWasSaidLastWhenItExpires() {
    assertThat(TtlCheck.expiredOutput("")).isEqualTo("TTL expired");
    assertThat(TtlCheck.expiredOutput("fine"))
        .isEqualTo("TTL expired (last output before timeout follows): fine");
  }

  @Test
  void reportsNothingOfACheckThatIsGone() {
    runners.run(Map.of("a", TTL));
    runners.run(Map.of());
    timers.pass(Duration.ofSeconds(60));
    assertThat(reports).isEmpty();
    assertThat(runners.confirmed("a", "")).isFalse();
  }

  @Test
  void leavesACheckAloneThatStaysAsItIs() {
    runners.run(Map.of("a", TTL));
    timers.pass(Duration.ofSeconds(6));
    runners.run(Map.of("a", TTL, "b", TTL));
    timers.pass(Duration.ofSeconds(6));
    assertThat(reports).containsExactly("a critical");
  }

  @Test
  void knowsNoConfirmationOfACheckItRunsItself() {
    runners.run(Map.of("a", CheckSpec.tcp("127.0.0.1:1", Duration.ofSeconds(5))));
    assertThat(runners.confirmed("a", "")).isFalse();
  }

  @Test
  void runsAProbeAgainAnIntervalAfterItEnded() {
    Deque<CheckResult> results =
        new ArrayDeque<>(
            List.of(CheckResult.passing(""), CheckResult.critical(""), CheckResult.warning("")));
    List<String> seen = new ArrayList<>();
    PolledCheck check =
        new PolledCheck(
            results::removeFirst,
            Thresholds.NONE,
            Duration.ofSeconds(5),
            timers,
            Runnable::run,
            result -> seen.add(result.status()));
    check.start(Duration.ofSeconds(1));
    timers.pass(Duration.ofMillis(999));
    assertThat(seen).isEmpty();
    timers.pass(Duration.ofMillis(1));
    assertThat(seen).containsExactly("passing");
    timers.pass(Duration.ofSeconds(5));
    assertThat(seen).containsExactly("passing", "critical");
    check.close();
    timers.pass(Duration.ofSeconds(60));
    assertThat(seen).hasSize(2);
  }

  @Test
  void runsNothingMoreOftenThanOnceASecond() {
    assertThat(CheckRunners.interval(CheckSpec.tcp("x:1", Duration.ofMillis(200))))
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(CheckRunners.interval(CheckSpec.tcp("x:1", Duration.ofSeconds(3))))
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void spreadsFirstRunsOverASecond() {
    for (int i = 0; i < 200; i++) {
      assertThat(CheckRunners.first("check-" + i, Duration.ofSeconds(30)))
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }
    assertThat(CheckRunners.first("x", Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
  }
}
