package dev.treaty.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SecondsTest {

  @Test
  void readsGosDurationsAndBareSeconds() {
    assertThat(new Seconds().convert("1m30s")).isEqualTo(Duration.ofSeconds(90));
    assertThat(new Seconds().convert("250ms")).isEqualTo(Duration.ofMillis(250));
    assertThat(new Seconds().convert("5")).isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1s", "1d", "5s!", "s", "99999999999999s"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> new Seconds().convert(text))
        .isInstanceOf(TypeConversionException.class);
  }
}
