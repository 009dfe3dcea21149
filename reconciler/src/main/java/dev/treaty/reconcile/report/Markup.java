package dev.treaty.reconcile.report;

/** Makes any text inert in the markup it is put into. */
final class Markup {
  private Markup() {}

  static String xml(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            default -> out.appendCodePoint(c == '\t' || (c >= 0x20 && c != 0x7f) ? c : 0xFFFD);
          }
        });
    return out.toString();
  }

  /** For a table cell or a heading: no markup of the text's own takes effect. */
  static String markdown(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if ("\\`*_{}[]()<>#+!|~&".indexOf(c) >= 0) {
            out.append('\\').appendCodePoint(c);
          } else {
            out.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
          }
        });
    return out.toString();
  }

  /** For a terminal: control and direction characters are shown as question marks. */
  static String terminal(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          boolean deceives =
              (Character.isISOControl(c) && c != '\n')
                  || (c >= 0x202A && c <= 0x202E)
                  || (c >= 0x2066 && c <= 0x2069);
          out.appendCodePoint(deceives ? '?' : c);
        });
    return out.toString();
  }
}
