package dev.treaty.agent.notation;

import java.util.Optional;
import java.util.OptionalInt;

/** Strings in Go's notation: what {@code %q} prints and {@code strconv.Unquote} reads. */
public final class GoText {

  private GoText() {}

  /** The text in double quotes, as Go's {@code %q} prints it. */
  public static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> escape(out, c));
    return out.append('"').toString();
  }

  private static void escape(StringBuilder out, int c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case 0x07 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 0x0b -> out.append("\\v");
      default -> {
        if (c < 0x20 || c == 0x7f) {
          out.append(String.format("\\x%02x", c));
        } else if (isPrintable(c)) {
          out.appendCodePoint(c);
        } else {
          out.append(c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c));
        }
      }
    }
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  /** Reads a literal in double quotes or back quotes; empty where Go calls it invalid syntax. */
  public static Optional<String> unquote(String literal) {
    String body = literal.substring(1, literal.length() - 1);
    if (literal.charAt(0) == '`') {
      return Optional.of(body.replace("\r", ""));
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < body.length()) {
      char c = body.charAt(at++);
      if (c == '\n') {
        return Optional.empty();
      }
      if (c != '\\') {
        out.append(c);
        continue;
      }
      if (at == body.length()) {
        return Optional.empty();
      }
      char kind = body.charAt(at++);
      String simple = simpleEscape(kind);
      if (!simple.isEmpty()) {
        out.append(simple);
        continue;
      }
      int digits = digitsOf(kind);
      int radix = kind >= '0' && kind <= '7' ? 8 : 16;
      int from = radix == 8 ? at - 1 : at;
      OptionalInt code = code(body, from, digits, radix);
      if (digits == 0 || code.isEmpty()) {
        return Optional.empty();
      }
      out.appendCodePoint(code.getAsInt());
      at = from + digits;
    }
    return Optional.of(out.toString());
  }

  private static String simpleEscape(char kind) {
    return switch (kind) {
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'v' -> "\u000b";
      case '\\' -> "\\";
      case '"' -> "\"";
      default -> "";
    };
  }

  private static int digitsOf(char kind) {
    return switch (kind) {
      case 'x' -> 2;
      case 'u' -> 4;
      case 'U' -> 8;
      case '0', '1', '2', '3', '4', '5', '6', '7' -> 3;
      default -> 0;
    };
  }

  private static OptionalInt code(String body, int from, int digits, int radix) {
    if (from + digits > body.length()) {
      return OptionalInt.empty();
    }
    long code = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = Character.digit(body.charAt(i), radix);
      if (digit < 0) {
        return OptionalInt.empty();
      }
      code = code * radix + digit;
    }
    boolean surrogate = code >= 0xd800 && code <= 0xdfff;
    if (code > Character.MAX_CODE_POINT || surrogate || (radix == 8 && code > 255)) {
      return OptionalInt.empty();
    }
    return OptionalInt.of((int) code);
  }
}
