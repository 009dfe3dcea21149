package dev.treaty.agent.filter;

import dev.treaty.agent.notation.GoText;
import java.util.regex.Pattern;

/** Reads Go's syntax of regular expressions and writes Java's, or refuses with Go's words. */
final class Re2Syntax {

  private static final int MAX_REPEAT = 1000;

  private final String source;
  private final StringBuilder java = new StringBuilder();
  private int at;
  private int open;

  /** Where the last thing that can be repeated began; -1 where there is none. */
  private int atom = -1;

  private int repetition = -1;

  Re2Syntax(String source) {
    this.source = source;
  }

  String toJava() {
    while (at < source.length()) {
      step(source.charAt(at));
    }
    if (open > 0) {
      throw refusal(source, "missing closing )", source);
    }
    return java.toString();
  }

  private void step(char c) {
    switch (c) {
      case '(' -> group();
      case ')' -> close();
      case '[' -> characters();
      case '*', '+', '?' -> repeat(at + 1);
      case '{' -> braces();
      case '\\' -> escape();
      case '|' -> plain(-1);
      case '^' -> plain(at);
      default -> plain(at);
    }
  }

  private void plain(int repeatable) {
    java.append(source.charAt(at++));
    atom = repeatable;
    repetition = -1;
  }

  private void group() {
    int from = at;
    if (source.startsWith("(?", at)) {
      groupWithFlags(from);
    } else {
      java.append('(');
      at++;
      open++;
    }
    atom = -1;
    repetition = -1;
  }

  private void groupWithFlags(int from) {
    if (source.startsWith("(?P<", at)) {
      int end = source.indexOf('>', at);
      String name = end < 0 ? "" : source.substring(at + 4, end);
      if (!name.matches("[A-Za-z0-9_]+")) {
        String shown = end < 0 ? source.substring(from) : source.substring(from, end + 1);
        throw refusal(source, "invalid named capture", shown);
      }
      java.append('(');
      at = end + 1;
      open++;
      return;
    }
    int end = at + 2;
    while (end < source.length() && "imsU-".indexOf(source.charAt(end)) >= 0) {
      end++;
    }
    if (end >= source.length()) {
      throw refusal(source, "missing argument to repetition operator", "?");
    }
    char closer = source.charAt(end);
    boolean ungreedy = source.substring(at, end).contains("U");
    if ((closer != ':' && closer != ')') || ungreedy || (end == at + 2 && closer == ')')) {
      throw refusal(source, "invalid or unsupported Perl syntax", source.substring(from, end + 1));
    }
    java.append(source, at, end + 1);
    at = end + 1;
    open += closer == ':' ? 1 : 0;
  }

  private void close() {
    if (open == 0) {
      throw refusal(source, "unexpected )", source);
    }
    open--;
    plain(at);
  }

  private void repeat(int end) {
    if (atom < 0) {
      throw refusal(source, "missing argument to repetition operator", source.substring(at, end));
    }
    int to = end < source.length() && source.charAt(end) == '?' ? end + 1 : end;
    if (repetition >= 0) {
      throw refusal(source, "invalid nested repetition operator", source.substring(repetition, to));
    }
    java.append(source, at, to);
    repetition = at;
    at = to;
  }

  private void braces() {
    int end = source.indexOf('}', at);
    String body = end < 0 ? "" : source.substring(at + 1, end);
    if (!body.matches("\\d+(,\\d*)?")) {
      java.append('\\');
      plain(at);
      return;
    }
    String[] bounds = body.split(",", -1);
    boolean wrong = bound(bounds[0]) > MAX_REPEAT;
    if (bounds.length == 2 && !bounds[1].isEmpty()) {
      wrong |= bound(bounds[1]) > MAX_REPEAT || bound(bounds[1]) < bound(bounds[0]);
    }
    if (wrong) {
      throw refusal(source, "invalid repeat count", source.substring(at, end + 1));
    }
    repeat(end + 1);
  }

  private static long bound(String digits) {
    return digits.length() > 9 ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  private void escape() {
    if (at + 1 == source.length()) {
      throw refusal(source, "trailing backslash at end of expression", "");
    }
    char kind = source.charAt(at + 1);
    if (kind == 'Q') {
      int end = source.indexOf("\\E", at);
      int to = end < 0 ? source.length() : end;
      java.append(Pattern.quote(source.substring(at + 2, to)));
      at = end < 0 ? to : to + 2;
    } else if (Character.isLetterOrDigit(kind) && "AbBzdDsSwWafnrtvpPx01234567".indexOf(kind) < 0) {
      throw refusal(source, "invalid escape sequence", source.substring(at, at + 2));
    } else if (kind >= '1' && kind <= '9') {
      throw refusal(source, "invalid escape sequence", source.substring(at, at + 2));
    } else {
      java.append(source, at, at + 2);
      at += 2;
    }
    atom = at;
    repetition = -1;
  }

  /** A class; brackets and ampersands inside mean themselves in Go and something else in Java. */
  private void characters() {
    int from = at;
    java.append(source.charAt(at++));
    if (at < source.length() && source.charAt(at) == '^') {
      java.append(source.charAt(at++));
    }
    boolean first = true;
    while (at < source.length() && (first || source.charAt(at) != ']')) {
      char c = source.charAt(at);
      if (c == '[' && source.startsWith("[:", at) && source.indexOf(":]", at) > 0) {
        int end = source.indexOf(":]", at);
        java.append(named(source.substring(at, end + 2)));
        at = end + 2;
      } else if (c == '\\' && at + 1 < source.length()) {
        java.append(source, at, at + 2);
        at += 2;
      } else {
        refuseBackwardRange(c);
        if (c == '[' || c == ']' || c == '&') {
          java.append('\\');
        }
        java.append(c);
        at++;
      }
      first = false;
    }
    if (at >= source.length()) {
      throw refusal(source, "missing closing ]", source.substring(from));
    }
    plain(from);
  }

  private void refuseBackwardRange(char from) {
    if (at + 2 < source.length() && source.charAt(at + 1) == '-') {
      char to = source.charAt(at + 2);
      if (to != ']' && to != '\\' && to < from) {
        throw refusal(source, "invalid character class range", source.substring(at, at + 3));
      }
    }
  }

  private String named(String shown) {
    return switch (shown) {
      case "[:alnum:]" -> "\\p{Alnum}";
      case "[:alpha:]" -> "\\p{Alpha}";
      case "[:digit:]" -> "\\p{Digit}";
      case "[:lower:]" -> "\\p{Lower}";
      case "[:upper:]" -> "\\p{Upper}";
      case "[:punct:]" -> "\\p{Punct}";
      case "[:space:]" -> "\\s";
      case "[:word:]" -> "\\w";
      case "[:xdigit:]" -> "\\p{XDigit}";
      default -> throw refusal(source, "invalid character class range", shown);
    };
  }

  static InvalidFilterException refusal(String expression, String why, String part) {
    return new InvalidFilterException(
        "Failed to compile regular expression "
            + GoText.quote(expression)
            + ": error parsing regexp: "
            + why
            + ": `"
            + part
            + "`");
  }
}
