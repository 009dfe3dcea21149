package dev.treaty.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Names and messages come from strangers; no output may take them for more than text. */
class HostileTextTest {
  private static final String HOSTILE =
      "x\"/><script>alert(1)</script>\u001b[2J\u202e|`[a](javascript:b)`\nnext";

  private static List<Diagnostic> diagnostics() {
    return List.of(Diagnostic.error("TR0001", SourceRange.at("a.hcl", 3, 7), "", HOSTILE));
  }

  @Test
  void isOneJsonLineThatHoldsTheTextUnchanged() {
    String line = DiagnosticReport.of(Format.NDJSON, diagnostics(), "");

    assertThat(line).hasLineCount(1).doesNotContain("\u001b");
    Value.Fields read = (Value.Fields) ValueJson.parse(line.getBytes(StandardCharsets.UTF_8));
    assertThat(read.fields("diagnostic").text("message")).isEqualTo(HOSTILE);
    assertThat(read.fields("diagnostic").get("line")).contains(Value.Whole.of(3));
  }

  @Test
  void isAnAttributeInJUnitAndNothingElse() throws Exception {
    String xml = DiagnosticReport.of(Format.JUNIT, diagnostics(), "");

    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(suite.getElementsByTagName("script").getLength()).isZero();
    assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(1);
  }

  @Test
  void isOneCellInMarkdown() {
    String row =
        DiagnosticReport.of(Format.MARKDOWN, diagnostics(), "Invalid")
            .lines()
            .filter(line -> line.contains("TR0001"))
            .findFirst()
            .orElseThrow();

    assertThat(row).doesNotContain("<script>").doesNotContain("[a](").endsWith(" |");
    assertThat(row).contains("next");
  }

  @Test
  void movesNoCursorOnATerminal() {
    StringWriter out = new StringWriter();
    new EventWriter(
            new PrintWriter(out),
            EventWriter.Style.TIMED_TEXT,
            InstantSource.fixed(Instant.parse("2026-11-24T20:00:00Z")),
            ZoneOffset.UTC)
        .accept(Event.of("stalled", HOSTILE));

    assertThat(out.toString())
        .startsWith("20:00:00.000  x")
        .doesNotContain("\u001b")
        .doesNotContain("\u202e");
  }

  @Test
  void anEventIsOneLineOfJsonWithItsTime() {
    StringWriter out = new StringWriter();
    new EventWriter(
            new PrintWriter(out),
            EventWriter.Style.NDJSON,
            InstantSource.fixed(Instant.parse("2026-11-24T20:00:00Z")),
            ZoneOffset.UTC)
        .accept(Event.of("converged", "converged abc in 3 ms").with("elapsed_ms", 3));

    assertThat(out.toString())
        .isEqualTo(
            "{\"@timestamp\":\"2026-11-24T20:00:00Z\",\"type\":\"converged\","
                + "\"@message\":\"converged abc in 3 ms\",\"elapsed_ms\":3}\n");
  }
}
