package dev.treaty.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CriticalSinceTest {

  private final CriticalSince since = new CriticalSince();

  private static Instant at(long seconds) {
    return Instant.EPOCH.plusSeconds(seconds);
  }

  @Test
  void countsFromTheFirstCriticalResult() {
    since.note("a", "critical", at(0));
    since.note("a", "critical", at(80));
    assertThat(since.overdue("a", Duration.ofSeconds(90), at(90))).isFalse();
    assertThat(since.overdue("a", Duration.ofSeconds(90), at(91))).isTrue();
  }

  @Test
  void startsAnewAfterAnythingBetter() {
    since.note("a", "critical", at(0));
    since.note("a", "warning", at(50));
    since.note("a", "critical", at(60));
    assertThat(since.overdue("a", Duration.ofSeconds(90), at(100))).isFalse();
  }

  @Test
  void waitsAMinuteAtLeast() {
    since.note("a", "critical", at(0));
    assertThat(since.overdue("a", Duration.ofSeconds(1), at(59))).isFalse();
    assertThat(since.overdue("a", Duration.ofSeconds(1), at(61))).isTrue();
  }

  @Test
  void forgetsChecksThatAreGone() {
    since.note("a", "critical", at(0));
    since.keepOnly(Set.of("b"));
    assertThat(since.overdue("a", Duration.ofMinutes(1), at(1000))).isFalse();
  }
}
