package dev.treaty.reconcile.report;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.ExplainedCode;
import dev.treaty.model.diagnostic.Severity;
import dev.treaty.model.diagnostic.SourceRange;
import java.util.List;
import java.util.Optional;

/** Diagnostics as the workflow commands that GitHub shows beside the lines of a change. */
final class GithubAnnotations {

  private GithubAnnotations() {}

  static String of(List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    diagnostics.forEach(diagnostic -> out.append(line(diagnostic)).append('\n'));
    return out.toString();
  }

  private static String line(Diagnostic diagnostic) {
    StringBuilder out = new StringBuilder("::").append(command(diagnostic.severity())).append(' ');
    Optional<SourceRange> range = diagnostic.range();
    if (range.isPresent()) {
      SourceRange at = range.get();
      out.append("file=").append(property(at.file()));
      out.append(",line=").append(at.startLine());
      if (at.endLine() == at.startLine()) {
        // Columns mean something to GitHub only inside one line; its end is inclusive.
        out.append(",col=").append(at.startColumn());
        out.append(",endColumn=").append(Math.max(at.startColumn(), at.endColumn() - 1));
      } else {
        out.append(",endLine=").append(at.endLine());
      }
      out.append(',');
    }
    String title =
        ExplainedCode.find(diagnostic.code()).map(code -> ": " + code.title()).orElse("");
    out.append("title=").append(property(diagnostic.code() + title)).append("::");
    String path =
        diagnostic.keyPath().isEmpty() || diagnostic.message().contains(diagnostic.keyPath())
            ? ""
            : diagnostic.keyPath() + ": ";
    String hint = diagnostic.hint().isEmpty() ? "" : "\n" + diagnostic.hint();
    return out.append(data(path + diagnostic.message() + hint)).toString();
  }

  private static String command(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTE -> "notice";
    };
  }

  /** The text of a command: line breaks would begin a new one. */
  private static String data(String text) {
    return Markup.terminal(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"));
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
