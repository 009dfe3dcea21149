package dev.treaty.reconcile.report;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The result of a check as a whole document of the asked format. */
public final class DiagnosticReport {
  private static final String SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private DiagnosticReport() {}

  /**
   * Writes the outcome of {@code validate}, or of a command that ended before it had a plan.
   *
   * @param summary the line that text and Markdown end with
   */
  public static String of(Format format, List<Diagnostic> diagnostics, String summary) {
    return switch (format) {
      case TEXT -> summary + "\n";
      case JSON -> json(diagnostics) + "\n";
      case NDJSON -> ndjson(diagnostics);
      case MARKDOWN -> markdown(diagnostics, summary);
      case SARIF -> sarif(diagnostics) + "\n";
      case JUNIT -> junit(diagnostics);
    };
  }

  private static boolean valid(List<Diagnostic> diagnostics) {
    return diagnostics.stream().noneMatch(Diagnostic::isError);
  }

  private static String json(List<Diagnostic> diagnostics) {
    return ValueJson.write(
        Value.Fields.EMPTY
            .with("format_version", Value.text("1.0"))
            .with("valid", Value.Flag.of(valid(diagnostics)))
            .with("diagnostics", DiagnosticJson.of(diagnostics)));
  }

  private static String ndjson(List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    for (Diagnostic diagnostic : diagnostics) {
      out.append(
              ValueJson.write(
                  Value.Fields.EMPTY
                      .with("type", Value.text("diagnostic"))
                      .with("diagnostic", DiagnosticJson.of(diagnostic))))
          .append('\n');
    }
    return out.toString();
  }

  private static String markdown(List<Diagnostic> diagnostics, String summary) {
    StringBuilder out = new StringBuilder();
    out.append("### ").append(Markup.markdown(summary)).append("\n\n");
    if (!diagnostics.isEmpty()) {
      out.append("| | code | where | what |\n|---|---|---|---|\n");
    }
    for (Diagnostic diagnostic : diagnostics) {
      out.append("| ")
          .append(diagnostic.severity().word())
          .append(" | ")
          .append(diagnostic.code())
          .append(" | ")
          .append(Markup.markdown(diagnostic.range().map(SourceRange::position).orElse("")))
          .append(" | ")
          .append(Markup.markdown(diagnostic.message()))
          .append(" |\n");
    }
    return out.toString();
  }

  private static String sarif(List<Diagnostic> diagnostics) {
    List<Value> results = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      Value.Fields result =
          Value.Fields.EMPTY
              .with("ruleId", Value.text(diagnostic.code()))
              .with("level", Value.text(diagnostic.isError() ? "error" : "warning"))
              .with("message", object("text", Value.text(diagnostic.message())));
      Optional<SourceRange> range = diagnostic.range();
      if (range.isPresent()) {
        result = result.with("locations", Value.Items.of(location(range.get())));
      }
      results.add(result);
    }
    Value.Fields driver = Value.Fields.EMPTY.with("name", Value.text("treaty"));
    Value.Fields run =
        Value.Fields.EMPTY
            .with("tool", object("driver", driver))
            .with("results", new Value.Items(results));
    return ValueJson.write(
        Value.Fields.EMPTY
            .with("$schema", Value.text(SARIF_SCHEMA))
            .with("version", Value.text("2.1.0"))
            .with("runs", Value.Items.of(run)));
  }

  private static Value.Fields location(SourceRange range) {
    Value.Fields region =
        Value.Fields.EMPTY
            .with("startLine", Value.Whole.of(range.startLine()))
            .with("startColumn", Value.Whole.of(range.startColumn()));
    Value.Fields physical =
        Value.Fields.EMPTY
            .with("artifactLocation", object("uri", Value.text(range.file())))
            .with("region", region);
    return object("physicalLocation", physical);
  }

  private static Value.Fields object(String key, Value value) {
    return Value.Fields.EMPTY.with(key, value);
  }

  private static String junit(List<Diagnostic> diagnostics) {
    Map<String, List<Diagnostic>> byFile = new LinkedHashMap<>();
    for (Diagnostic diagnostic : diagnostics) {
      byFile
          .computeIfAbsent(
              diagnostic.range().map(SourceRange::file).orElse("project"),
              file -> new ArrayList<>())
          .add(diagnostic);
    }
    long failures = diagnostics.stream().filter(Diagnostic::isError).count();
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<testsuite name=\"treaty\" tests=\"")
        .append(Math.max(1, byFile.size()))
        .append("\" failures=\"")
        .append(failures)
        .append("\">\n");
    if (byFile.isEmpty()) {
      out.append("  <testcase classname=\"treaty\" name=\"project\"/>\n");
    }
    byFile.forEach((file, found) -> {
      out.append("  <testcase classname=\"treaty\" name=\"")
          .append(Markup.xml(file))
          .append("\">\n");
      for (Diagnostic diagnostic : found) {
        out.append(diagnostic.isError() ? "    <failure message=\"" : "    <system-out>")
            .append(
                Markup.xml(
                    diagnostic.range().map(SourceRange::position).orElse(file)
                        + ": "
                        + diagnostic.message()))
            .append(
                diagnostic.isError()
                    ? "\" type=\"" + Markup.xml(diagnostic.code()) + "\"/>\n"
                    : "</system-out>\n");
      }
      out.append("  </testcase>\n");
    });
    return out.append("</testsuite>\n").toString();
  }
}
