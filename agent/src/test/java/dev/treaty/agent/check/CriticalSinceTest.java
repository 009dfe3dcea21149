package dev.treaty.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CriticalSinceTest {

  private long seconds;
  private final CriticalSince since = new CriticalSince(() -> seconds * 1_000_000_000L);

  @Test
  void countsFromTheFirstCriticalResult() {
    seconds = 0;
    since.note("a", "critical");
    seconds = 80;
    since.note("a", "critical");
    seconds = 90;
    assertThat(since.overdue("a", Duration.ofSeconds(90))).isFalse();
    seconds = 91;
    assertThat(since.overdue("a", Duration.ofSeconds(90))).isTrue();
  }

  @Test
  void startsAnewAfterAnythingBetter() {
    seconds = 0;
    since.note("a", "critical");
    seconds = 50;
    since.note("a", "warning");
    seconds = 60;
    since.note("a", "critical");
    seconds = 100;
    assertThat(since.overdue("a", Duration.ofSeconds(90))).isFalse();
  }

  @Test
  void waitsAMinuteAtLeast() {
    seconds = 0;
    since.note("a", "critical");
    seconds = 59;
    assertThat(since.overdue("a", Duration.ofSeconds(1))).isFalse();
    seconds = 61;
    assertThat(since.overdue("a", Duration.ofSeconds(1))).isTrue();
  }

  @Test
  void forgetsChecksThatAreGone() {
    seconds = 0;
    since.note("a", "critical");
    since.keepOnly(Set.of("b"));
    seconds = 1000;
    assertThat(since.overdue("a", Duration.ofMinutes(1))).isFalse();
  }
}
