package dev.treaty.model.value;

import java.util.Optional;
import java.util.OptionalInt;

/** String literals of Go, as {@code strconv.Unquote} reads them. */
public final class GoLiteral {

  private GoLiteral() {}

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
