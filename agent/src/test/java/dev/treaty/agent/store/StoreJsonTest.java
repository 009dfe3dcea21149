package dev.treaty.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treaty.model.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreJsonTest {

  enum Colour {
    RED
  }

  record Everything(
      String text,
      long number,
      boolean flag,
      Optional<String> present,
      Optional<Long> absent,
      List<Optional<String>> list,
      Map<String, List<String>> map,
      Instant time,
      Duration life,
      Colour colour,
      Value.Fields value,
      Nested nested) {

    boolean isDerived() {
      return true;
    }

    String getNothing() {
      throw new IllegalStateException("only components are stored");
    }
  }

  record Nested(List<String> names) {
    Nested {
      names = List.copyOf(names);
    }
  }

  private static final Everything SAMPLE =
      new Everything(
          "a\u0000b<ü>\u2028",
          Long.MAX_VALUE,
          true,
          Optional.of("x"),
          Optional.empty(),
          List.of(Optional.of("y"), Optional.empty()),
          Map.of("k", List.of("1", "2")),
          Instant.parse("2026-01-02T03:04:05.678901234Z"),
          Duration.ofHours(24).plusNanos(1),
          Colour.RED,
          new Value.Fields(
              Map.of(
                  "#",
                  Value.text("mark"),
                  "whole",
                  new Value.Whole(new BigInteger("12345678901234567890")),
                  "decimal",
                  new Value.Decimal(new BigDecimal("7")),
                  "big",
                  new Value.Decimal(new BigDecimal("1E+21")),
                  "null",
                  Value.Nothing.NULL,
                  "items",
                  Value.Items.of(Value.Flag.TRUE, Value.Nothing.NULL))),
          new Nested(List.of("n")));

  @Test
  void readsBackExactlyWhatItWrote() throws Exception {
    byte[] bytes = CommandCodec.encode(SAMPLE);
    assertThat(CommandCodec.decode(bytes, Everything.class)).isEqualTo(SAMPLE);
  }

  @Test
  void refusesUnknownAndMissingFields() {
    assertThatThrownBy(() ->
            CommandCodec.decode(
                "{\"names\":[],\"x\":1}".getBytes(StandardCharsets.UTF_8), Nested.class))
        .hasMessageContaining("x");
    assertThatThrownBy(
            () -> CommandCodec.decode("{}".getBytes(StandardCharsets.UTF_8), Nested.class))
        .hasMessageContaining("names");
  }
}
