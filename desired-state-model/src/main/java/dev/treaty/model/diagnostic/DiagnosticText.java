package dev.treaty.model.diagnostic;

import java.util.Collection;

/** Renders diagnostics for people: position, message, source line with a caret, hint. */
public final class DiagnosticText {

  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[1;33m";
  private static final String CYAN = "\u001b[1;36m";
  private static final int WIDTH = 120;

  private final boolean coloured;

  private DiagnosticText(boolean coloured) {
    this.coloured = coloured;
  }

  /** Without colours, for logs and files. */
  public static DiagnosticText plain() {
    return new DiagnosticText(false);
  }

  /** With ANSI colours, for terminals. */
  public static DiagnosticText coloured() {
    return new DiagnosticText(true);
  }

  /** All diagnostics, an empty line between them; ends with a newline unless there is none. */
  public String render(Collection<Diagnostic> diagnostics) {
    return String.join("\n", diagnostics.stream().map(this::render).toList());
  }

  /** One diagnostic, several lines, the last with a newline. */
  public String render(Diagnostic diagnostic) {
    StringBuilder out = new StringBuilder();
    diagnostic
        .range()
        .ifPresent(range -> out.append(paint(BOLD, range.position() + ":")).append(' '));
    out.append(paint(tone(diagnostic.severity()), diagnostic.severity().word()))
        .append(" [")
        .append(diagnostic.code())
        .append("] ");
    if (!diagnostic.keyPath().isEmpty() && !diagnostic.message().contains(diagnostic.keyPath())) {
      out.append(Printable.of(diagnostic.keyPath())).append(": ");
    }
    out.append(Printable.of(diagnostic.message())).append('\n');
    diagnostic.range().ifPresent(range -> excerpt(out, diagnostic, range));
    if (!diagnostic.hint().isEmpty()) {
      out.append("  ")
          .append(paint(CYAN, "hint:"))
          .append(' ')
          .append(Printable.of(diagnostic.hint()))
          .append('\n');
    }
    return out.toString();
  }

  private void excerpt(StringBuilder out, Diagnostic diagnostic, SourceRange range) {
    if (diagnostic.excerpt().isBlank() && range.startColumn() > 1) {
      return;
    }
    String line = diagnostic.excerpt();
    int start = Math.clamp(range.startColumn() - 1L, 0, line.length());
    int end =
        range.endLine() == range.startLine()
            ? Math.clamp(range.endColumn() - 1L, start, line.length())
            : line.length();
    int from = start > WIDTH - 20 ? start - 40 : 0;
    int to = Math.min(line.length(), from + WIDTH);
    String shown = Printable.excerpt(line.substring(from, to));
    String before = Printable.excerpt(line.substring(from, start));
    String marked = Printable.excerpt(line.substring(start, Math.clamp(end, start, to)));
    String lead = from > 0 ? "…" : "";
    String number = String.valueOf(range.startLine());
    String margin = " ".repeat(number.length());
    out.append("  ")
        .append(paint(CYAN, number + " |"))
        .append(' ')
        .append(lead)
        .append(shown)
        .append(to < line.length() ? "…" : "")
        .append('\n');
    out.append("  ")
        .append(paint(CYAN, margin + " |"))
        .append(' ')
        .append(" ".repeat(lead.length() + Printable.columns(before)))
        .append(
            paint(tone(diagnostic.severity()), "^".repeat(Math.max(1, Printable.columns(marked)))))
        .append('\n');
  }

  private static String tone(Severity severity) {
    return switch (severity) {
      case ERROR -> RED;
      case WARNING -> YELLOW;
      case NOTE -> CYAN;
    };
  }

  private String paint(String colour, String text) {
    return coloured ? colour + text + RESET : text;
  }
}
