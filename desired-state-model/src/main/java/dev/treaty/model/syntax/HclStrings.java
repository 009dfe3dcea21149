package dev.treaty.model.syntax;

/** Quoted strings and heredocs of HCL 1, decoded. Interpolations stay as they are written. */
final class HclStrings {

  private HclStrings() {}

  /** What stands at a place that begins a string. */
  sealed interface Scan {
    /** A string that ends before {@code end}. */
    record Text(String decoded, int end) implements Scan {}

    /** A fault at {@code where}; reading can go on at {@code end}. */
    record Fault(String message, String hint, int where, int end) implements Scan {}
  }

  static Scan quoted(String text, int start) {
    StringBuilder out = new StringBuilder();
    int at = start + 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        return new Scan.Text(out.toString(), at + 1);
      }
      if (c == '\n') {
        break;
      }
      if (text.startsWith("${", at)) {
        int end = interpolationEnd(text, at);
        if (end < 0) {
          return new Scan.Fault(
              "the \"${\" in this text is never closed",
              "close it with }, or write $ and { apart",
              at,
              lineEnd(text, at));
        }
        out.append(text, at, end);
        at = end;
      } else if (c == '\\') {
        int next = escape(text, at, out);
        if (next < 0) {
          return new Scan.Fault(
              "this escape is not known",
              "a backslash itself is written \\\\",
              at,
              closingQuote(text, at + 2));
        }
        at = next;
      } else {
        out.append(c);
        at++;
      }
    }
    return new Scan.Fault(
        "this text is never closed", "close it with \" on the same line", start, at);
  }

  static Scan heredoc(String text, int start) {
    boolean indented = text.startsWith("<<-", start);
    int nameStart = start + (indented ? 3 : 2);
    int lineEnd = text.indexOf('\n', nameStart);
    int nameEnd = nameStart;
    while (nameEnd < text.length()
        && (Character.isLetterOrDigit(text.charAt(nameEnd)) || text.charAt(nameEnd) == '_')) {
      nameEnd++;
    }
    String marker = text.substring(nameStart, nameEnd);
    if (marker.isEmpty()
        || lineEnd < 0
        || !text.substring(nameEnd, lineEnd).replace("\r", "").isEmpty()) {
      return new Scan.Fault(
          "a heredoc needs a marker right after << and then the end of the line",
          "write <<EOF, the text on its own lines, then EOF alone on a line",
          start,
          lineEnd(text, start));
    }
    int bodyStart = lineEnd + 1;
    for (int lineStart = bodyStart; lineStart <= text.length(); ) {
      int end = lineEnd(text, lineStart);
      String line = text.substring(lineStart, end);
      String trimmed = line.strip();
      if (trimmed.equals(marker) && indented && line.startsWith(marker)) {
        return new Scan.Fault(
            "Consul's HCL does not see this end marker: after <<- it must be indented",
            "indent it, or write <<" + marker,
            lineStart,
            end);
      }
      if (trimmed.equals(marker)) {
        String indentation = line.substring(0, line.indexOf(marker));
        String body = text.substring(bodyStart, lineStart).replace("\r\n", "\n");
        return new Scan.Text(
            indented ? unindent(body, indentation) : body + indentation,
            lineStart + line.indexOf(marker) + marker.length());
      }
      if (end >= text.length()) {
        break;
      }
      lineStart = end + 1;
    }
    return new Scan.Fault(
        "this heredoc is never closed",
        "write " + marker + " alone on a line after the text",
        start,
        text.length());
  }

  /** Takes the marker's indentation off every line, if every line has it. */
  private static String unindent(String body, String indentation) {
    if (indentation.isEmpty()) {
      return body;
    }
    String[] lines = body.split("\n", -1);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.length - 1; i++) {
      if (!lines[i].startsWith(indentation)) {
        return body;
      }
      out.append(lines[i], indentation.length(), lines[i].length()).append('\n');
    }
    return out.toString();
  }

  private static int interpolationEnd(String text, int start) {
    int braces = 0;
    for (int at = start + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '{') {
        braces++;
      } else if (c == '}' && --braces == 0) {
        return at + 1;
      }
    }
    return -1;
  }

  /** Appends the escaped character; the place after it, or -1. */
  private static int escape(String text, int at, StringBuilder out) {
    if (at + 1 >= text.length()) {
      return -1;
    }
    char c = text.charAt(at + 1);
    return switch (c) {
      case 'a' -> plain(out, '\u0007', at);
      case 'b' -> plain(out, '\b', at);
      case 'f' -> plain(out, '\f', at);
      case 'n' -> plain(out, '\n', at);
      case 'r' -> plain(out, '\r', at);
      case 't' -> plain(out, '\t', at);
      case 'v' -> plain(out, '\u000b', at);
      case '\\', '"' -> plain(out, c, at);
      case 'x' -> coded(text, at + 2, 2, 16, out);
      case 'u' -> coded(text, at + 2, 4, 16, out);
      case 'U' -> coded(text, at + 2, 8, 16, out);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> coded(text, at + 1, 3, 8, out);
      default -> -1;
    };
  }

  private static int plain(StringBuilder out, char c, int at) {
    out.append(c);
    return at + 2;
  }

  private static int coded(String text, int start, int length, int base, StringBuilder out) {
    if (start + length > text.length()) {
      return -1;
    }
    long code = 0;
    for (int i = start; i < start + length; i++) {
      int digit = Character.digit(text.charAt(i), base);
      if (digit < 0 || text.charAt(i) > 0x7f) {
        return -1;
      }
      code = code * base + digit;
    }
    if (code == 0
        || code > Character.MAX_CODE_POINT
        || (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE)) {
      return -1;
    }
    out.appendCodePoint((int) code);
    return start + length;
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** The place after the quote that closes the text on this line, or the line's end. */
  private static int closingQuote(String text, int from) {
    int end = lineEnd(text, Math.min(from, text.length()));
    int quote = text.indexOf('"', Math.min(from, text.length()));
    return quote >= 0 && quote < end ? quote + 1 : end;
  }
}
