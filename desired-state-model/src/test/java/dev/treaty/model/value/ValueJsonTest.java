package dev.treaty.model.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueJsonTest {

  private static final Value.Fields ODD =
      Value.Fields.EMPTY.with(
          "<k>", Value.text("a<b>&\"\\\n\t\r\b\f\u0001\u007f\u2028\u2029é😀\ud800"));

  @Test
  void escapesAsGoDoes() {
    assertThat(ValueJson.write(ODD))
        .isEqualTo(
            "{\"\\u003ck\\u003e\":\"a\\u003cb\\u003e\\u0026\\\"\\\\\\n\\t\\r\\b\\f\\u0001\u007f"
                + "\\u2028\\u2029é😀\\ufffd\"}");
  }

  @Test
  void escapesAlikeThroughAGenerator() throws IOException {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
      ValueJson.write(ODD, generator);
    }
    assertThat(out.toString()).isEqualTo(ValueJson.write(ODD).replace("\\ufffd", "\ufffd"));
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, 1.5",
    "1.0, 1",
    "100, 100",
    "1E+20, 100000000000000000000",
    "1E+21, 1e+21",
    "1E-6, 0.000001",
    "1E-7, 1e-7",
    "-2.5E-9, -2.5e-9",
    "1.7976931348623157E308, 1.7976931348623157e+308",
    "0.1, 0.1",
    "0, 0",
  })
  void printsFloatsAsGoDoes(String number, String printed) {
    assertThat(ValueJson.write(new Value.Decimal(new BigDecimal(number)))).isEqualTo(printed);
  }

  @Test
  void readsBackWhatItWrote() {
    String json = "{\"a\":[1,2.5,\"x\",null,true,{}],\"b\":18446744073709551615}";
    assertThat(ValueJson.write(ValueJson.parse(json.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"a\":1,\"a\":2}", "1 2", "{\"a\":1e99999999999}"})
  void refusesAnythingElse(String json) {
    assertThatThrownBy(() -> ValueJson.parse(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonSyntaxException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1m30s, 1m30s",
    "90s, 1m30s",
    "500ms, 500ms",
    "1.5h, 1h30m0s",
    "0, 0s",
    "-1s, -1s",
    "100us, 100µs",
    "1h, 1h0m0s",
    "3ns, 3ns",
    "1.0005s, 1.0005s",
  })
  void readsAndPrintsDurations(String written, String printed) {
    assertThat(GoDuration.parse(written))
        .isInstanceOfSatisfying(
            GoDuration.Span.class,
            span -> assertThat(GoDuration.print(span.nanoseconds())).isEqualTo(printed));
  }

  @ParameterizedTest
  @CsvSource({
    "15, time: missing unit in duration \"15\"",
    "x, time: invalid duration \"x\"",
    "1x, time: unknown unit \"x\" in duration \"1x\"",
    "1000000000h, time: invalid duration \"1000000000h\"",
  })
  void refusesOtherDurationsInGosWords(String written, String text) {
    assertThat(GoDuration.parse(written)).isEqualTo(new GoDuration.Bad(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {             | unexpected end of JSON input
          {a:1}         | invalid character 'a' looking for beginning of object key string
          {"a" 1}       | invalid character '1' after object key
          {"a":1 "b"}   | invalid character '"' after object key:value pair
          [1 2]         | invalid character '2' after array element
          {"a":tru}     | invalid character '}' in literal true (expecting 'e')
          {"a":01}      | invalid character '1' after object key:value pair
          {"a":"\\x"}    | invalid character 'x' in string escape code
          [1,]          | invalid character ']' looking for beginning of value
          {} x          | invalid character 'x' after top-level value
          """)
  void namesFaultsAsGoDoes(String json, String text) {
    assertThat(GoJsonSyntax.fault(json)).contains(text);
  }

  @Test
  void findsNoFaultInJson() {
    assertThat(GoJsonSyntax.fault(" {\"a\":[1,-2.5e+3,{\"b\":[]},{}],\"c\":\"\\u00e9\"} "))
        .isEmpty();
    assertThat(GoJsonSyntax.fault("[".repeat(100_000) + "]".repeat(100_000))).isEmpty();
  }
}
