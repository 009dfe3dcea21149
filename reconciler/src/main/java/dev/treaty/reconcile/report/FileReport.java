package dev.treaty.reconcile.report;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticText;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.FileVerdict;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the verdicts on files judged each alone, one after the other. */
public final class FileReport {

  private final Format format;
  private final DiagnosticText text;
  private final PrintWriter out;
  private final PrintWriter err;
  private final List<String> files = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private int invalid = 0;
  private int entries = 0;
  private int errors = 0;
  private int warnings = 0;

  /** A report on {@code out}, whose diagnostics stand on {@code err} where the format wants it. */
  public FileReport(Format format, DiagnosticText text, PrintWriter out, PrintWriter err) {
    this.format = format;
    this.text = text;
    this.out = out;
    this.err = err;
    if (format == Format.JSON) {
      out.print("{\"format_version\":\"1.0\",\"files\":[");
    }
  }

  /** Adds the verdict on the next file. */
  public void add(FileVerdict verdict) {
    invalid += verdict.isValid() ? 0 : 1;
    entries += verdict.entries().size();
    for (Diagnostic diagnostic : verdict.diagnostics()) {
      switch (diagnostic.severity()) {
        case ERROR -> errors++;
        case WARNING -> warnings++;
        case NOTE -> {}
      }
    }
    switch (format) {
      case TEXT -> tell(verdict);
      case NDJSON -> out.println(ValueJson.write(json(verdict)));
      case GITHUB -> out.print(GithubAnnotations.of(verdict.diagnostics()));
      case JSON -> out.print((files.isEmpty() ? "\n" : ",\n") + ValueJson.write(json(verdict)));
      case MARKDOWN -> {
        tell(verdict);
        diagnostics.addAll(verdict.diagnostics());
      }
      case SARIF, JUNIT -> diagnostics.addAll(verdict.diagnostics());
    }
    files.add(verdict.file());
  }

  /** Ends the report; whether all files were valid. */
  public boolean end() {
    switch (format) {
      case TEXT -> out.println(summary());
      case JSON -> out.println("\n],\"valid\":" + (invalid == 0) + "}");
      case MARKDOWN -> out.print(DiagnosticReport.of(format, diagnostics, summary()));
      case SARIF -> out.println(SarifLog.of(diagnostics));
      case JUNIT -> out.print(JunitReport.of(files, diagnostics));
      case NDJSON, GITHUB -> {}
    }
    out.flush();
    err.flush();
    return invalid == 0;
  }

  private void tell(FileVerdict verdict) {
    if (!verdict.diagnostics().isEmpty()) {
      err.print(text.render(verdict.diagnostics()));
      err.println();
    }
  }

  private String summary() {
    String said =
        (errors == 0 ? "" : "; " + counted(errors, "error", "errors"))
            + (warnings == 0 ? "" : "; " + counted(warnings, "warning", "warnings"));
    return invalid == 0
        ? "Valid: "
            + counted(files.size(), "file", "files")
            + ", "
            + counted(entries, "entry", "entries")
            + said
            + "."
        : "Invalid: " + invalid + " of " + counted(files.size(), "file", "files") + said + ".";
  }

  private static String counted(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private static Value.Fields json(FileVerdict verdict) {
    List<Value> stored = new ArrayList<>();
    for (Entry entry : verdict.entries()) {
      stored.add(entry.body());
    }
    return Value.Fields.EMPTY
        .with("file", Value.text(verdict.file()))
        .with("verdict", Value.text(verdict.isValid() ? "valid" : "invalid"))
        .with(
            "stage",
            Value.text(
                verdict.failed().map(stage -> stage.name().toLowerCase(Locale.ROOT)).orElse("")))
        .with("diagnostics", DiagnosticJson.of(verdict.diagnostics()))
        .with("entries", new Value.Items(stored));
  }
}
