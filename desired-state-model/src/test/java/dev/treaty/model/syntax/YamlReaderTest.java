package dev.treaty.model.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.diagnostic.Severity;
import dev.treaty.model.diagnostic.SourceRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

  private static List<Parsed> read(String yaml) {
    return YamlReader.read(new SourceText("a.yaml", yaml));
  }

  @Test
  void readsYaml12Scalars() {
    assertThat(
            Trees.print(
                read("{a: 1, b: 0x1f, c: 0o17, d: 1.5, e: true, f: ~, g: \"1\", h: null, i: x}")
                    .getFirst()
                    .root()
                    .orElseThrow()))
        .isEqualTo("{a: 1, b: 31, c: 15, d: 1.5, e: true, f: null, g: \"1\", h: null, i: \"x\"}");
  }

  @Test
  void readsSeveralDocumentsAndTheEmptyOnesBetweenThem() {
    List<Parsed> documents = read("a: 1\n---\n# nothing\n---\nb: 2\n");
    assertThat(documents).hasSize(3);
    assertThat(documents.get(1).root()).isEmpty();
    assertThat(documents.get(1).diagnostics()).isEmpty();
    assertThat(documents.get(2).root()).isPresent();
  }

  @Test
  void resolvesAliases() {
    assertThat(Trees.print(read("a: &x {b: 1}\nc: *x\n").getFirst().root().orElseThrow()))
        .isEqualTo("{a: {b: 1}, c: {b: 1}}");
  }

  @Test
  void putsPositionsOnValues() {
    Node.MapNode root = read("a:\n  - b: web\n").getFirst().root().orElseThrow();
    Node.ListNode list = (Node.ListNode) root.get("a").orElseThrow();
    Node.MapNode item = (Node.MapNode) list.items().getFirst();
    assertThat(item.get("b").orElseThrow().range())
        .isEqualTo(new SourceRange("a.yaml", 2, 8, 2, 11));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1\na: 2",
        "<<: {b: 1}",
        "a: *x",
        "a: !!java.util.Date x",
        "a: [1",
        "a: b: c",
        "- 1",
        "x",
        "a: 'x",
        "? [a]\n: 1",
        "a: 1e999",
        "\tb: 1",
        "a: &x [*x]"
      })
  void refusesWithAPlaceAndNeverThrows(String yaml) {
    assertThat(read(yaml))
        .anySatisfy(document ->
            assertThat(document.diagnostics())
                .anySatisfy(fault -> {
                  assertThat(fault.isError()).isTrue();
                  assertThat(fault.range()).isPresent();
                }));
  }

  @Test
  void refusesBillionLaughs() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1);
      yaml.append("a" + i + ": &a" + i + " [" + (alias + ", ").repeat(8) + alias + "]\n");
    }
    assertThat(read(yaml.toString()).getFirst().diagnostics())
        .anySatisfy(fault -> assertThat(fault.code()).isEqualTo("TR0102"));
  }

  @Test
  void stopsAtADepthThatNoStackFears() {
    assertThat(read("[".repeat(20_000)).getFirst().diagnostics()).isNotEmpty();
    assertThat(read("{a: ".repeat(20_000)).getFirst().diagnostics()).isNotEmpty();
  }

  @Test
  void warnsOfWordsThatOlderReadersTakeForFlags() {
    assertThat(read("a: yes\nb: 010\n").getFirst().diagnostics())
        .extracting(fault -> fault.severity())
        .containsExactly(Severity.WARNING, Severity.WARNING);
  }
}
