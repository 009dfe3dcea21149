package dev.treaty.agent.command;

import dev.treaty.model.diagnostic.Diagnostic;

/** Diagnostics as a person reads them on a terminal. */
final class DiagnosticText {

  private DiagnosticText() {}

  static String of(Diagnostic diagnostic) {
    StringBuilder text = new StringBuilder();
    diagnostic.range().ifPresent(range -> text.append(range.position()).append(": "));
    text.append(diagnostic.isError() ? "error" : "warning")
        .append(" [")
        .append(diagnostic.code())
        .append("]: ")
        .append(diagnostic.message());
    if (!diagnostic.hint().isEmpty()) {
      text.append(" (").append(diagnostic.hint()).append(')');
    }
    if (!diagnostic.excerpt().isEmpty()) {
      text.append(System.lineSeparator()).append("    ").append(diagnostic.excerpt().strip());
    }
    return text.toString();
  }
}
