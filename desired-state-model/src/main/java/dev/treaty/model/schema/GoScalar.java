package dev.treaty.model.schema;

import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.value.GoDuration;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;

/** Single values with Consul's weak conversions, and its words where they fail. */
sealed interface GoScalar {

  /** A value that could be read. */
  record Read(Value value) implements GoScalar {}

  /**
   * A value that could not.
   *
   * @param expected in a user's words
   */
  record Bad(String consulText, String expected) implements GoScalar {}

  Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
  Set<String> FALSE = Set.of("", "0", "f", "F", "FALSE", "false", "False");

  static GoScalar text(Node node, String goType, String path, Form form) {
    return switch (node) {
      case Node.TextNode text -> new Read(Value.text(text.text()));
      case Node.FlagNode flag -> new Read(Value.text(flag.on() ? "1" : "0"));
      case Node.NumberNode number ->
          new Read(
              Value.text(
                  form == Form.HCL && number.isWhole()
                      ? number.raw()
                      : GoFormat.plain(number(number))));
      case Node.ListNode list -> unconvertible(list, goType, path, form, "a text");
      case Node.MapNode map -> unconvertible(map, goType, path, form, "a text");
      case Node.NullNode nothing -> unconvertible(nothing, goType, path, form, "a text");
      case Node.CallNode call -> unconvertible(call, goType, path, form, "a text");
    };
  }

  static GoScalar whole(Node node, String goType, String path, Form form) {
    boolean unsigned = goType.startsWith("u");
    String expected = unsigned ? "a whole number from 0" : "a whole number";
    return switch (node) {
      case Node.NumberNode number -> {
        BigInteger whole =
            number.isWhole() && form == Form.HCL
                ? new BigInteger(number.raw())
                : new BigDecimal(number(number)).toBigInteger();
        yield inRange(whole, goType)
            ? new Read(new Value.Whole(whole))
            : new Bad(
                "cannot parse '" + path + "', " + number.raw() + " overflows " + goType, expected);
      }
      case Node.FlagNode flag -> new Read(Value.Whole.of(flag.on() ? 1 : 0));
      case Node.TextNode text -> parse(text.text(), goType, path, expected);
      case Node.ListNode list -> unconvertible(list, goType, path, form, expected);
      case Node.MapNode map -> unconvertible(map, goType, path, form, expected);
      case Node.NullNode nothing -> unconvertible(nothing, goType, path, form, expected);
      case Node.CallNode call -> unconvertible(call, goType, path, form, expected);
    };
  }

  /** A number with a fraction, in the precision of its Go type. */
  static GoScalar real(Node node, String goType, String path, Form form) {
    String expected = "a number";
    return switch (node) {
      case Node.NumberNode number -> new Read(GoReal.of(number(number), goType));
      case Node.FlagNode flag -> new Read(Value.Whole.of(flag.on() ? 1 : 0));
      case Node.TextNode text ->
          GoReal.parse(text.text())
              .<GoScalar>map(number -> new Read(GoReal.of(number, goType)))
              .orElseGet(() ->
                  new Bad(
                      "cannot parse '"
                          + path
                          + "' as float: strconv.ParseFloat: parsing "
                          + GoFormat.quote(text.text())
                          + ": invalid syntax",
                      expected));
      case Node.ListNode list -> unconvertible(list, goType, path, form, expected);
      case Node.MapNode map -> unconvertible(map, goType, path, form, expected);
      case Node.NullNode nothing -> unconvertible(nothing, goType, path, form, expected);
      case Node.CallNode call -> unconvertible(call, goType, path, form, expected);
    };
  }

  static GoScalar flag(Node node, String path, Form form) {
    String expected = "true or false";
    return switch (node) {
      case Node.FlagNode flag -> new Read(Value.Flag.of(flag.on()));
      case Node.NumberNode number -> new Read(Value.Flag.of(number(number) != 0));
      case Node.TextNode text when TRUE.contains(text.text()) -> new Read(Value.Flag.TRUE);
      case Node.TextNode text when FALSE.contains(text.text()) -> new Read(Value.Flag.FALSE);
      case Node.TextNode text ->
          new Bad(
              "cannot parse '"
                  + path
                  + "' as bool: strconv.ParseBool: parsing "
                  + GoFormat.quote(text.text())
                  + ": invalid syntax",
              expected);
      case Node.ListNode list -> unconvertible(list, "bool", path, form, expected);
      case Node.MapNode map -> unconvertible(map, "bool", path, form, expected);
      case Node.NullNode nothing -> unconvertible(nothing, "bool", path, form, expected);
      case Node.CallNode call -> unconvertible(call, "bool", path, form, expected);
    };
  }

  static GoScalar span(Node node, String path, Form form) {
    if (node instanceof Node.TextNode text) {
      return switch (GoDuration.parse(text.text())) {
        case GoDuration.Span(long nanoseconds) -> new Read(Value.Whole.of(nanoseconds));
        case GoDuration.Bad(String message) ->
            new Bad(
                "error decoding '" + path + "': " + message,
                "a duration such as \"30s\" or \"1m\"");
      };
    }
    return whole(node, "time.Duration", path, form);
  }

  static GoScalar time(Node node, String path, Form form) {
    if (node instanceof Node.TextNode text) {
      try {
        OffsetDateTime.parse(text.text());
        return new Read(Value.text(text.text()));
      } catch (DateTimeParseException e) {
        return new Bad(
            "error decoding '"
                + path
                + "': parsing time "
                + GoFormat.quote(text.text())
                + " as \"2006-01-02T15:04:05Z07:00\": cannot parse "
                + GoFormat.quote(text.text())
                + " as \"2006\"",
            "a moment such as 2026-01-31T12:00:00Z");
      }
    }
    if (node instanceof Node.MapNode map && map.members().isEmpty()) {
      return new Read(Value.text(""));
    }
    return new Bad(
        "'" + path + "' expected a map, got '" + GoNode.kind(node, form) + "'",
        "a moment such as 2026-01-31T12:00:00Z");
  }

  private static GoScalar parse(String text, String goType, String path, String expected) {
    boolean unsigned = goType.startsWith("u");
    BigInteger number;
    if (unsigned && (text.startsWith("-") || text.startsWith("+"))) {
      return badNumber(text, true, path, expected, "invalid syntax");
    }
    try {
      number = GoInteger.parse(text.isEmpty() ? "0" : text);
    } catch (NumberFormatException e) {
      return badNumber(text, unsigned, path, expected, "invalid syntax");
    }
    return inRange(number, goType)
        ? new Read(new Value.Whole(number))
        : badNumber(text, unsigned, path, expected, "value out of range");
  }

  private static GoScalar badNumber(
      String text, boolean unsigned, String path, String expected, String cause) {
    return new Bad(
        "cannot parse '"
            + path
            + (unsigned ? "' as uint: strconv.ParseUint" : "' as int: strconv.ParseInt")
            + ": parsing "
            + GoFormat.quote(text)
            + ": "
            + cause,
        expected);
  }

  private static boolean inRange(BigInteger number, String goType) {
    return switch (goType) {
      case "uint8" -> number.signum() >= 0 && number.bitLength() <= 8;
      case "uint32" -> number.signum() >= 0 && number.bitLength() <= 32;
      case "uint64" -> number.signum() >= 0 && number.bitLength() <= 64;
      default -> number.bitLength() <= 63;
    };
  }

  private static double number(Node.NumberNode number) {
    return Double.parseDouble(number.raw());
  }

  private static GoScalar unconvertible(
      Node node, String goType, String path, Form form, String expected) {
    return new Bad(
        "'"
            + path
            + "' expected type '"
            + goType
            + "', got unconvertible type '"
            + GoNode.type(node, form)
            + "', value: '"
            + GoNode.print(node, form)
            + "'",
        expected);
  }
}
