package dev.treaty.reconcile.report;

import java.util.Locale;

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
            case '\t', '\n' -> out.append("&#").append(c).append(';');
            default -> {
              if (isInert(c)) {
                out.appendCodePoint(c);
              } else {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
              }
            }
          }
        });
    return out.toString();
  }

  /** Whether XML allows the character and no reader is misled by it. */
  private static boolean isInert(int c) {
    return !Character.isISOControl(c)
        && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        && (c & 0xFFFE) != 0xFFFE
        && !isDirection(c);
  }

  private static boolean isDirection(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
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
          boolean deceives = (Character.isISOControl(c) && c != '\n') || isDirection(c);
          out.appendCodePoint(deceives ? '?' : c);
        });
    return out.toString();
  }
}
