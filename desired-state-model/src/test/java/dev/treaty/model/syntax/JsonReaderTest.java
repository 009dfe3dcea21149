package dev.treaty.model.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.diagnostic.SourceRange;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  @Test
  void readsADocumentWithPositions() {
    Parsed parsed =
        JsonReader.read(new SourceText("a.json", "{\n  \"a\": [1, 2.50, \"x\", null, true]\n}\n"));
    assertThat(parsed.isWhole()).isTrue();
    Node.MapNode root = parsed.root().orElseThrow();
    assertThat(Trees.print(root)).isEqualTo("{a: [1, 2.50, \"x\", null, true]}");
    assertThat(root.member("a").orElseThrow().keyRange())
        .isEqualTo(new SourceRange("a.json", 2, 3, 2, 6));
    Node.ListNode list = (Node.ListNode) root.get("a").orElseThrow();
    assertThat(list.items().get(2).range()).isEqualTo(new SourceRange("a.json", 2, 18, 2, 21));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "1",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\":1} x",
        "{\"a\":1,\"a\":2}",
        "{\"a\":01}",
        "nope",
        "{\"a\":1e999}",
        "{\"a\":\"\u0001\"}",
        "{'a':1}",
        "// x"
      })
  void refusesWithAPlaceAndNeverThrows(String json) {
    assertThat(JsonReader.read(new SourceText("a.json", json)).diagnostics())
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault.range()).isPresent());
  }

  @Test
  void ignoresWhatFollowsTheFirstDocumentWhereConsulDoes() {
    assertThat(JsonReader.readFirst(new SourceText("a", "{\"a\":1} trailing")).isWhole()).isTrue();
  }

  @Test
  void stopsAtADepthThatNoStackFears() {
    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(JsonReader.read(new SourceText("a.json", deep)).diagnostics())
        .singleElement()
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("TR0102"));
  }

  @Test
  void refusesBytesThatAreNoText() {
    byte[] latin = "a = \"é\"".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(HclReader.read(SourceText.of("a.hcl", latin)).diagnostics())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.code()).isEqualTo("TR0101");
          assertThat(fault.range().orElseThrow().startColumn()).isEqualTo(6);
        });
    assertThat(SourceText.of("a", "a\0b".getBytes(StandardCharsets.UTF_8)).faults()).isNotEmpty();
    assertThat(SourceText.of("a", new byte[SourceText.MAX_BYTES + 1]).faults()).isNotEmpty();
    assertThat(SourceText.of("a", "\uFEFFa = 1".getBytes(StandardCharsets.UTF_8)).text())
        .isEqualTo("a = 1");
  }
}
