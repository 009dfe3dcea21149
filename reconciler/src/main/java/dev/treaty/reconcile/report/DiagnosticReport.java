package dev.treaty.reconcile.report;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.List;

/** The result of a check as a whole document of the asked format. */
public final class DiagnosticReport {
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
      case SARIF -> SarifLog.of(diagnostics) + "\n";
      case JUNIT -> JunitReport.of(List.of(), diagnostics);
      case GITHUB -> GithubAnnotations.of(diagnostics);
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
}
