package dev.treaty.model.value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Finds the first fault in a JSON text and names it in the words of Go's {@code encoding/json}. */
public final class GoJsonSyntax {

  private static final String SHORT = "unexpected end of JSON input";

  private final byte[] text;
  private int at = 0;

  private GoJsonSyntax(byte[] text) {
    this.text = text;
  }

  /** The fault of a text that must be one JSON value and nothing else. */
  public static Optional<String> fault(String json) {
    GoJsonSyntax syntax = new GoJsonSyntax(json.getBytes(StandardCharsets.UTF_8));
    Optional<String> fault = syntax.value();
    if (fault.isPresent()) {
      return fault;
    }
    syntax.skipBlanks();
    return syntax.at < syntax.text.length
        ? Optional.of(syntax.invalid("after top-level value"))
        : Optional.empty();
  }

  /** The fault of the first JSON value of a stream; what follows it does not count. */
  public static Optional<String> faultOfFirst(byte[] json) {
    GoJsonSyntax syntax = new GoJsonSyntax(json);
    syntax.skipBlanks();
    if (syntax.at >= json.length) {
      return Optional.of("EOF");
    }
    return syntax.value().map(fault -> fault.equals(SHORT) ? "unexpected EOF" : fault);
  }

  /** One value; a stack of open brackets instead of recursion, so that depth costs no stack. */
  private Optional<String> value() {
    Deque<Byte> open = new ArrayDeque<>();
    boolean first = false;
    while (true) {
      skipBlanks();
      if (at >= text.length) {
        return Optional.of(SHORT);
      }
      byte c = text[at];
      byte inside = open.isEmpty() ? 0 : open.peek();
      if (first && (inside == '[' ? c == ']' : c == '}')) {
        at++;
        open.pop();
        first = false;
      } else {
        if (inside == '{') {
          Optional<String> fault = key();
          if (fault.isPresent()) {
            return fault;
          }
          c = text[at];
        }
        first = c == '{' || c == '[';
        if (first) {
          open.push(c);
          at++;
          continue;
        }
        Optional<String> fault = scalar(c);
        if (fault.isPresent()) {
          return fault;
        }
      }
      Optional<String> end = afterValue(open);
      if (end.isPresent()) {
        return end.get().isEmpty() ? Optional.empty() : end;
      }
      first = false;
    }
  }

  /** After a value: closes what ends here. Empty to go on, an empty text when all is closed. */
  private Optional<String> afterValue(Deque<Byte> open) {
    while (!open.isEmpty()) {
      skipBlanks();
      if (at >= text.length) {
        return Optional.of(SHORT);
      }
      byte c = text[at];
      boolean list = open.peek() == '[';
      if (c == ',') {
        at++;
        return Optional.empty();
      }
      if (c != (list ? ']' : '}')) {
        return Optional.of(invalid(list ? "after array element" : "after object key:value pair"));
      }
      at++;
      open.pop();
    }
    return Optional.of("");
  }

  /** A key and its colon; leaves {@code at} on the value. */
  private Optional<String> key() {
    if (text[at] != '"') {
      return Optional.of(invalid("looking for beginning of object key string"));
    }
    Optional<String> fault = string();
    if (fault.isPresent()) {
      return fault;
    }
    skipBlanks();
    if (at >= text.length) {
      return Optional.of(SHORT);
    }
    if (text[at] != ':') {
      return Optional.of(invalid("after object key"));
    }
    at++;
    skipBlanks();
    return at >= text.length ? Optional.of(SHORT) : Optional.empty();
  }

  private Optional<String> scalar(byte c) {
    return switch (c) {
      case '"' -> string();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default ->
          c == '-' || isDigit(c)
              ? number()
              : Optional.of(invalid("looking for beginning of value"));
    };
  }

  private Optional<String> string() {
    at++;
    while (at < text.length) {
      int c = text[at] & 0xff;
      if (c == '"') {
        at++;
        return Optional.empty();
      }
      if (c < 0x20) {
        return Optional.of(invalid("in string literal"));
      }
      at++;
      if (c == '\\') {
        Optional<String> fault = escape();
        if (fault.isPresent()) {
          return fault;
        }
      }
    }
    return Optional.of(SHORT);
  }

  private Optional<String> escape() {
    if (at >= text.length) {
      return Optional.of(SHORT);
    }
    if (text[at] == 'u') {
      for (int i = 0; i < 4; i++) {
        at++;
        if (at >= text.length) {
          return Optional.of(SHORT);
        }
        if (Character.digit(text[at], 16) < 0) {
          return Optional.of(invalid("in \\u hexadecimal character escape"));
        }
      }
    } else if ("\"\\/bfnrt".indexOf(text[at]) < 0) {
      return Optional.of(invalid("in string escape code"));
    }
    at++;
    return Optional.empty();
  }

  private Optional<String> literal(String word) {
    for (int i = 1; i < word.length(); i++) {
      at++;
      if (at >= text.length) {
        return Optional.of(SHORT);
      }
      if (text[at] != word.charAt(i)) {
        return Optional.of(
            invalid("in literal " + word + " (expecting " + quote(word.charAt(i)) + ")"));
      }
    }
    at++;
    return Optional.empty();
  }

  private Optional<String> number() {
    if (text[at] == '-') {
      at++;
      if (at >= text.length) {
        return Optional.of(SHORT);
      }
      if (!isDigit(text[at])) {
        return Optional.of(invalid("in numeric literal"));
      }
    }
    if (text[at] == '0') {
      at++;
    } else {
      digits();
    }
    if (at < text.length && text[at] == '.') {
      at++;
      Optional<String> fault = someDigits("after decimal point in numeric literal");
      if (fault.isPresent()) {
        return fault;
      }
    }
    if (at < text.length && (text[at] == 'e' || text[at] == 'E')) {
      at++;
      if (at < text.length && (text[at] == '+' || text[at] == '-')) {
        at++;
      }
      return someDigits("in exponent of numeric literal");
    }
    return Optional.empty();
  }

  private Optional<String> someDigits(String context) {
    if (at >= text.length) {
      return Optional.of(SHORT);
    }
    if (!isDigit(text[at])) {
      return Optional.of(invalid(context));
    }
    digits();
    return Optional.empty();
  }

  private void digits() {
    while (at < text.length && isDigit(text[at])) {
      at++;
    }
  }

  private void skipBlanks() {
    while (at < text.length
        && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n')) {
      at++;
    }
  }

  private String invalid(String context) {
    return "invalid character " + quote((char) (text[at] & 0xff)) + " " + context;
  }

  private static String quote(char c) {
    if (c == '\'') {
      return "'\\''";
    }
    if (c == '"') {
      return "'\"'";
    }
    String quoted = GoFormat.quote(String.valueOf(c));
    return "'" + quoted.substring(1, quoted.length() - 1) + "'";
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }
}
