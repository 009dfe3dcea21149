package dev.treaty.model.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.SourceRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HclReaderTest {

  private static String tree(String hcl) {
    Parsed parsed = HclReader.read(new SourceText("a.hcl", hcl));
    assertThat(parsed.diagnostics()).isEmpty();
    return Trees.print(parsed.root().orElseThrow());
  }

  private static List<Diagnostic> faults(String hcl) {
    return HclReader.read(new SourceText("a.hcl", hcl)).diagnostics();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A { B = 1 }",
        "A = { B = 1 }",
        "A = { B = 1, }",
        "A { B = 1, }",
        "\"A\" = { \"B\" = 1 }",
        "# c\nA /* x */ {\n// y\nB = 1 # z\n}\n",
        "A {\r\n  B = 1\r\n}\r\n",
      })
  void readsBlocksAndAttributesAlike(String hcl) {
    assertThat(tree(hcl)).isEqualTo("{A: {B: 1}}");
  }

  @Test
  void readsRepeatedBlocksAsAList() {
    assertThat(tree("A { B = 1 } A { B = 2 } A { }")).isEqualTo("{A: [{B: 1}, {B: 2}, {}]}");
    assertThat(tree("A = [{ B = 1 }, { B = 2 }] A { B = 3 }"))
        .isEqualTo("{A: [{B: 1}, {B: 2}, {B: 3}]}");
  }

  @Test
  void readsLabelsAsKeys() {
    assertThat(tree("peering \"a\" \"b\" {} peering \"a\" \"c\" { x = 1 } peering \"d\" \"e\" {}"))
        .isEqualTo("{peering: {a: {b: {}, c: {x: 1}}, d: {e: {}}}}");
    assertThat(tree("c \"a\" { x = 1 } c \"a\" { x = 2 }")).isEqualTo("{c: {a: [{x: 1}, {x: 2}]}}");
  }

  @Test
  void keepsBlocksInsideListItems() {
    assertThat(tree("P = [{ Action = \"allow\" HTTP { PathPrefix = \"/\" } }]"))
        .isEqualTo("{P: [{Action: \"allow\", HTTP: {PathPrefix: \"/\"}}]}");
  }

  @Test
  void readsSeveralAttributesOnOneLine() {
    assertThat(tree("Kind = \"a\" Name = \"b\" N = 1"))
        .isEqualTo("{Kind: \"a\", Name: \"b\", N: 1}");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-7, -7",
    "0x1F, 31",
    "0755, 493",
    "1.5, 1.5",
    "1e3, 1000.0",
    "-2.5E-1, -0.25",
    "9223372036854775807, 9223372036854775807",
    "true, true",
  })
  void readsNumbersAndFlags(String written, String read) {
    assertThat(tree("a = " + written)).isEqualTo("{a: " + read + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "08", "1.2.3", "0x", "1e999", "12abc", "+5"})
  void refusesWhatIsNoNumber(String written) {
    assertThat(faults("a = " + written)).isNotEmpty();
  }

  @Test
  void readsEscapesAndKeepsInterpolations() {
    assertThat(tree("a = \"\\n\\t\\\"\\\\\\x41\\101\\u00e9\\U0001F600 ${x \"y\"} $z\""))
        .isEqualTo("{a: \"\n\t\"\\AAé😀 ${x \"y\"} $z\"}");
  }

  @Test
  void readsHeredocs() {
    assertThat(tree("a = <<EOF\n one\n  two\nEOF\nb = 1\n"))
        .isEqualTo("{a: \" one\n  two\n\", b: 1}");
    assertThat(tree("a = <<-EOF\n    one\n      two\n    EOF\n"))
        .isEqualTo("{a: \"one\n  two\n\"}");
    assertThat(tree("a = [<<X\nx\nX\n, 1]")).isEqualTo("{a: [\"x\n\", 1]}");
    assertThat(tree("a = <<EOF\r\nfoo\r\nEOF\r\n")).isEqualTo("{a: \"foo\n\"}");
  }

  @Test
  void refusesAnEndMarkerThatConsulDoesNotSee() {
    assertThat(faults("a = <<-EOS\nx\nEOS\n").getFirst().hint()).contains("write <<EOS");
  }

  @Test
  void putsAPositionOnEveryValue() {
    Node.MapNode root =
        HclReader.read(new SourceText("a.hcl", "a = 1\nb {\n  c = [\"x\",\n    \"yé\" ] }"))
            .root()
            .orElseThrow();

    assertThat(root.get("a").orElseThrow().range()).isEqualTo(new SourceRange("a.hcl", 1, 5, 1, 6));
    Node.MapNode block = (Node.MapNode) root.get("b").orElseThrow();
    assertThat(block.range()).isEqualTo(new SourceRange("a.hcl", 2, 3, 4, 13));
    Node.ListNode list = (Node.ListNode) block.get("c").orElseThrow();
    assertThat(list.items().getLast().range()).isEqualTo(new SourceRange("a.hcl", 4, 5, 4, 9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = 1\na = 2",
        "a = \"x\" a { b = 1 }",
        "a \"l\" {} a = 1",
        "a = {} a = {}",
        "a { b = 1 b = 2 }"
      })
  void refusesAKeyWrittenTwiceAndSaysWhereTheOtherIs(String hcl) {
    assertThat(faults(hcl))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.code()).isEqualTo("TR0106");
          assertThat(fault.message()).contains("first on line 1, column ");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a =",
        "a = b",
        "= 1",
        "a = [1 2]",
        "a = [1,,2]",
        "a = [",
        "a = {",
        "a {",
        "}",
        "]",
        "a 1",
        "a = \"x",
        "a = \"x\ny\"",
        "a = \"\\q\"",
        "a = \"${x\"",
        "/* x",
        "a = <<",
        "a = <<EOF\nx",
        "a = 'x'",
        "a: 1",
        "a = TRUE",
        "5 = 1",
        "a b = 1",
        "a = 1 }",
        "a = f(1)",
        "a = f(\"x\"",
        "\u0001",
        "a = }",
        "💥"
      })
  void refusesWithAPlaceAndNeverThrows(String hcl) {
    assertThat(faults(hcl))
        .isNotEmpty()
        .allSatisfy(fault -> {
          assertThat(fault.range()).isPresent();
          assertThat(fault.message()).hasSizeBetween(5, 300);
        });
  }

  @Test
  void readsCallsForThoseWhoAllowThem() {
    assertThat(tree("token = env(\"X\")")).isEqualTo("{token: env(X)}");
  }

  @Test
  void reportsSeveralFaultsOfOneFile() {
    assertThat(faults("a = b\nc {\n  d = e\n}\nf = 'x'\ng = 1\n"))
        .extracting(fault -> fault.range().orElseThrow().startLine())
        .containsExactly(1, 3, 5);
  }

  @Test
  void stopsAtADepthThatNoStackFears() {
    assertThat(faults("a = " + "[".repeat(100_000)))
        .singleElement()
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("TR0102"));
    assertThat(faults("a { ".repeat(100_000))).isNotEmpty();
    assertThat(faults("a " + "\"l\" ".repeat(100_000) + "{}")).isNotEmpty();
  }

  @Test
  void readsTenMegabytesInOneGo() {
    String hcl =
        "Sources = [\n" + "  { Name = \"web\" Action = \"allow\" },\n".repeat(250_000) + "]\n";
    Node.ListNode list =
        (Node.ListNode)
            HclReader.read(new SourceText("a.hcl", hcl))
                .root()
                .orElseThrow()
                .get("Sources")
                .orElseThrow();
    assertThat(list.items()).hasSize(250_000);
  }
}
