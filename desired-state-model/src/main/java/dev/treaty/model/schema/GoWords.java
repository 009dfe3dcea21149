package dev.treaty.model.schema;

import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.GoTime;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What Consul's decoder says of values that it cannot take. Since 1.21.5 it is another decoder: it
 * shows no values any more and keeps to the order of the fields.
 *
 * @param newer whether it is the one of 1.21.5
 */
public record GoWords(boolean newer) {

  /** The words of a server. */
  public static GoWords of(Gate server) {
    return new GoWords(server.atLeast(1, 21, 5));
  }

  /** A value of a wrong kind. */
  String unconvertible(String path, String goType, Node node, Form form) {
    String kind = GoNode.type(node, form);
    return unconvertible(path, goType, kind, newer ? "" : GoNode.print(node, form));
  }

  /** A value of a wrong kind in a map that was decoded before. */
  public String unconvertible(String path, String goType, Value value) {
    return unconvertible(path, goType, GoNode.type(value), newer ? "" : GoFormat.print(value));
  }

  private String unconvertible(String path, String goType, String kind, String shown) {
    String text =
        "'" + path + "' expected type '" + goType + "', got unconvertible type '" + kind + "'";
    return newer ? text : text + ", value: '" + shown + "'";
  }

  /** A text that is no value of the type. */
  String notParsed(String path, String goType, String function, String text, String cause) {
    if (newer) {
      return "'"
          + path
          + "' cannot parse value as '"
          + goType
          + "': strconv."
          + function
          + ": "
          + cause;
    }
    String kind =
        switch (function) {
          case "ParseInt" -> "int";
          case "ParseUint" -> "uint";
          case "ParseFloat" -> "float";
          default -> "bool";
        };
    return "cannot parse '"
        + path
        + "' as "
        + kind
        + ": strconv."
        + function
        + ": parsing "
        + GoFormat.quote(text)
        + ": "
        + cause;
  }

  /** A negative number where only others may stand; only said of arguments of extensions. */
  public String overflows(String path, String goType, String number) {
    return newer
        ? "'" + path + "' cannot parse value as '" + goType + "': " + number + " overflows uint"
        : "cannot parse '" + path + "', " + number + " overflows uint";
  }

  /** A text that is no duration. */
  String notASpan(String path, String cause) {
    if (!newer) {
      return "error decoding '" + path + "': " + cause;
    }
    String unknown = "time: unknown unit";
    return "'"
        + path
        + "' "
        + (cause.startsWith(unknown) ? unknown : cause.substring(0, cause.lastIndexOf(' ')));
  }

  /** A text that is no moment. */
  String notATime(String path, String text) {
    return newer
        ? "'" + path + "' " + GoTime.discreet(text)
        : "error decoding '" + path + "': " + GoTime.message(text);
  }

  /** Something else where a map with fields must stand. */
  public String noMap(String path, String kind) {
    return newer
        ? "'" + path + "' expected a map or struct, got " + GoFormat.quote(kind)
        : "'" + path + "' expected a map, got '" + kind + "'";
  }

  /** Something else where a list must stand; only said of arguments of extensions. */
  public String noList(String path, String kind) {
    String text = "source data must be an array or slice, got " + kind;
    return newer ? "'" + path + "' " + text : "'" + path + "': " + text;
  }

  /** Go's type of a value that was decoded before, as {@code %T} prints it. */
  public static String type(Value value) {
    return value instanceof Value.Nothing ? "<nil>" : GoNode.type(value);
  }

  /** Go's kind of a value that was decoded before. */
  public static String kind(Value value) {
    return switch (value) {
      case Value.Items items -> "slice";
      case Value.Fields fields -> "map";
      case Value.Text text -> "string";
      case Value.Whole whole -> "float64";
      case Value.Decimal decimal -> "float64";
      case Value.Flag flag -> "bool";
      case Value.Nothing nothing -> "invalid";
    };
  }

  /** All that was found, as one text. */
  public String all(List<String> texts) {
    if (newer) {
      return "decoding failed due to the following error(s):\n\n" + String.join("\n", texts);
    }
    List<String> points = new ArrayList<>(texts.stream().map(text -> "* " + text).toList());
    Collections.sort(points);
    return points.size() + " error(s) decoding:\n\n" + String.join("\n", points);
  }
}
