package dev.treaty.agent.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoStructTest {

  private static Object read(String json, Function<GoStruct, ?> read) {
    return GoStruct.<Object>decode(json.getBytes(StandardCharsets.UTF_8), "Thing", read::apply);
  }

  @Test
  void readsKeysInAnyCaseAndInSeveralSpellings() {
    assertThat(read("{\"NAME\":\"a\"}", struct -> struct.text("Name"))).isEqualTo("a");
    assertThat(
            read("{\"tagged_thing\":\"a\"}", struct -> struct.text("TaggedThing", "tagged_thing")))
        .isEqualTo("a");
  }

  @Test
  void takesNullForTheZeroValue() {
    assertThat(read("{\"A\":null}", struct -> struct.text("A"))).isEqualTo("");
    assertThat(read("{\"A\":null}", struct -> struct.number("A"))).isEqualTo(0);
    assertThat(read("{\"A\":null}", struct -> struct.texts("A"))).isEqualTo(List.of());
    assertThat(read("null", struct -> struct.text("A"))).isEqualTo("");
    assertThat(read("{\"A\":[null,\"x\"]}", struct -> struct.texts("A")))
        .isEqualTo(List.of("", "x"));
  }

  @Test
  void readsObjectsListsAndMaps() {
    assertThat(
            read(
                "{\"A\":[{\"B\":1},null,{\"b\":2}]}",
                struct -> struct.objects(it -> it.number("B"), "A")))
        .isEqualTo(List.of(1, 2));
    assertThat(read("{\"A\":{\"x\":\"y\"}}", struct -> struct.textMap("A")))
        .isEqualTo(Map.of("x", "y"));
    assertThat(read("{}", struct -> struct.object(it -> it.text("B"), "A")))
        .isEqualTo(Optional.empty());
  }

  @Test
  void looksAtTheFirstValueOnly() {
    assertThat(read("{\"A\":\"x\"} rubbish", struct -> struct.text("A"))).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"Bogus\":1} | json: unknown field \"Bogus\"",
        "{\"Service\":{\"Bogus\":1}} | json: unknown field \"Bogus\"",
        "{\"Name\":5} | json: cannot unmarshal number into Go struct field Thing.Name of type"
            + " string",
        "{\"Port\":\"5\"} | json: cannot unmarshal string into Go struct field Thing.Port of type"
            + " int",
        "{\"Port\":1.5} | json: cannot unmarshal number 1.5 into Go struct field Thing.Port of type"
            + " int",
        "{\"Service\":{\"Port\":true}} | json: cannot unmarshal bool into Go struct field"
            + " NodeService.Service.Port of type int",
        "[] | json: cannot unmarshal array into Go value of type structs.Thing",
        "{ | unexpected EOF",
      })
  void refusesInTheWordsOfGo(String json, String text) {
    assertThatThrownBy(() ->
            read(
                json,
                struct -> {
                  struct.object(it -> it.number("Port"), "Service");
                  return struct.text("Name") + struct.number("Port");
                }))
        .isInstanceOfSatisfying(
            NotDecodableException.class, e -> assertThat(e.text()).isEqualTo(text));
  }

  @Test
  void refusesAnEmptyBody() {
    assertThatThrownBy(() -> read("", struct -> ""))
        .isInstanceOfSatisfying(
            NotDecodableException.class, e -> assertThat(e.text()).isEqualTo("EOF"));
  }
}
