package dev.treaty.model.schema;

import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.value.GoDuration;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.GoTime;
import dev.treaty.model.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;

/** Single values with Consul's weak conversions, and its words where they fail. */
sealed interface GoScalar {

  /**
   * A value that could be read.
   *
   * @param note what Consul makes of it that nobody expects; usually empty
   */
  record Read(Value value, String note) implements GoScalar {
    Read(Value value) {
      this(value, "");
    }
  }

  /**
   * A value that could not.
   *
   * @param expected in a user's words
   */
  record Bad(String consulText, String expected) implements GoScalar {}

  Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
  Set<String> FALSE = Set.of("", "0", "f", "F", "FALSE", "false", "False");

  static GoScalar text(Node node, String goType, String path, Form form, GoWords words) {
    return switch (node) {
      case Node.TextNode text -> new Read(Value.text(text.text()));
      case Node.FlagNode flag -> new Read(Value.text(flag.on() ? "1" : "0"));
      case Node.NumberNode number ->
          new Read(
              Value.text(
                  form == Form.HCL && number.isWhole()
                      ? number.raw()
                      : GoFormat.plain(number(number))));
      case Node.ListNode list -> wrong(list, goType, path, form, words, "a text");
      case Node.MapNode map -> wrong(map, goType, path, form, words, "a text");
      case Node.NullNode nothing -> wrong(nothing, goType, path, form, words, "a text");
      case Node.CallNode call -> wrong(call, goType, path, form, words, "a text");
    };
  }

  static GoScalar whole(Node node, String goType, String path, Form form, GoWords words) {
    String expected = goType.startsWith("u") ? "a whole number from 0" : "a whole number";
    return switch (node) {
      case Node.NumberNode number -> stored(number, goType, form);
      case Node.FlagNode flag -> new Read(Value.Whole.of(flag.on() ? 1 : 0));
      case Node.TextNode text -> parse(text.text(), goType, path, words, expected);
      case Node.ListNode list -> wrong(list, goType, path, form, words, expected);
      case Node.MapNode map -> wrong(map, goType, path, form, words, expected);
      case Node.NullNode nothing -> wrong(nothing, goType, path, form, words, expected);
      case Node.CallNode call -> wrong(call, goType, path, form, words, expected);
    };
  }

  /** A number as a server stores it, with a word of warning where that is another one. */
  private static GoScalar stored(Node.NumberNode number, String goType, Form form) {
    double sent =
        form == Form.HCL && number.isWhole()
            ? GoInteger.wrapped(new BigInteger(number.raw()), goType).doubleValue()
            : number(number);
    BigInteger whole = GoInteger.of(sent, goType);
    boolean same = new BigDecimal(number.raw()).compareTo(new BigDecimal(whole)) == 0;
    return new Read(
        new Value.Whole(whole),
        same ? "" : "Consul makes " + whole + " of the number " + number.raw());
  }

  /** A number with a fraction, in the precision of its Go type. */
  static GoScalar real(Node node, String goType, String path, Form form, GoWords words) {
    String expected = "a number";
    return switch (node) {
      case Node.NumberNode number -> new Read(GoReal.of(number(number), goType));
      case Node.FlagNode flag -> new Read(Value.Whole.of(flag.on() ? 1 : 0));
      case Node.TextNode text ->
          switch (GoReal.parse(text.text(), goType)) {
            case GoReal.Parsed(double number) -> new Read(GoReal.of(number, goType));
            case GoReal.Fault(String cause) ->
                new Bad(words.notParsed(path, goType, "ParseFloat", text.text(), cause), expected);
          };
      case Node.ListNode list -> wrong(list, goType, path, form, words, expected);
      case Node.MapNode map -> wrong(map, goType, path, form, words, expected);
      case Node.NullNode nothing -> wrong(nothing, goType, path, form, words, expected);
      case Node.CallNode call -> wrong(call, goType, path, form, words, expected);
    };
  }

  static GoScalar flag(Node node, String path, Form form, GoWords words) {
    String expected = "true or false";
    return switch (node) {
      case Node.FlagNode flag -> new Read(Value.Flag.of(flag.on()));
      case Node.NumberNode number -> new Read(Value.Flag.of(number(number) != 0));
      case Node.TextNode text when TRUE.contains(text.text()) -> new Read(Value.Flag.TRUE);
      case Node.TextNode text when FALSE.contains(text.text()) -> new Read(Value.Flag.FALSE);
      case Node.TextNode text ->
          new Bad(
              words.notParsed(path, "bool", "ParseBool", text.text(), "invalid syntax"), expected);
      case Node.ListNode list -> wrong(list, "bool", path, form, words, expected);
      case Node.MapNode map -> wrong(map, "bool", path, form, words, expected);
      case Node.NullNode nothing -> wrong(nothing, "bool", path, form, words, expected);
      case Node.CallNode call -> wrong(call, "bool", path, form, words, expected);
    };
  }

  static GoScalar span(Node node, String path, Form form, GoWords words) {
    if (node instanceof Node.TextNode text) {
      return switch (GoDuration.parse(text.text())) {
        case GoDuration.Span(long nanoseconds) -> new Read(Value.Whole.of(nanoseconds));
        case GoDuration.Bad(String message) ->
            new Bad(words.notASpan(path, message), "a duration such as \"30s\" or \"1m\"");
      };
    }
    return whole(node, "time.Duration", path, form, words);
  }

  static GoScalar time(Node node, String path, Form form, GoWords words) {
    String expected = "a moment such as 2026-01-31T12:00:00Z";
    if (node instanceof Node.TextNode text) {
      return GoTime.isValid(text.text())
          ? new Read(Value.text(text.text()))
          : new Bad(words.notATime(path, text.text()), expected);
    }
    if (node instanceof Node.MapNode map && map.members().isEmpty()) {
      return new Read(Value.text(""));
    }
    return new Bad(words.noMap(path, GoNode.kind(node, form)), expected);
  }

  private static GoScalar parse(
      String text, String goType, String path, GoWords words, String expected) {
    boolean unsigned = goType.startsWith("u");
    String function = unsigned ? "ParseUint" : "ParseInt";
    Bad syntax = new Bad(words.notParsed(path, goType, function, text, "invalid syntax"), expected);
    if (unsigned && (text.startsWith("-") || text.startsWith("+"))) {
      return syntax;
    }
    try {
      BigInteger number = GoInteger.parse(text.isEmpty() ? "0" : text);
      return GoInteger.holds(number, goType)
          ? new Read(new Value.Whole(number))
          : new Bad(words.notParsed(path, goType, function, text, "value out of range"), expected);
    } catch (NumberFormatException e) {
      return syntax;
    }
  }

  private static double number(Node.NumberNode number) {
    return Double.parseDouble(number.raw());
  }

  private static GoScalar wrong(
      Node node, String goType, String path, Form form, GoWords words, String expected) {
    return new Bad(words.unconvertible(path, goType, node, form), expected);
  }
}
