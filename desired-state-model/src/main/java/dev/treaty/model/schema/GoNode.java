package dev.treaty.model.schema;

import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.Node.ListNode;
import dev.treaty.model.syntax.Node.MapNode;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.List;

/** How Consul's decoder sees nodes: as Go values, with its weak conversions between them. */
final class GoNode {

  private GoNode() {}

  /** A list of one element where no list is wanted is that element. */
  static Node collapse(Type type, Node node) {
    boolean wantsList = type instanceof Type.Scalars || type instanceof Type.Structs;
    if (!wantsList && node instanceof ListNode list && list.items().size() == 1) {
      return list.items().getFirst();
    }
    return node;
  }

  /**
   * The elements where a list is wanted: a single value is a list of one. So is an empty map of
   * HCL, which reads every block as a list of maps; elsewhere it is an empty list.
   */
  static List<Node> elements(Node node, Form form) {
    return switch (node) {
      case ListNode list -> list.items();
      case MapNode map when map.members().isEmpty() && form != Form.HCL -> List.of();
      case MapNode map -> List.of(map);
      case Node.TextNode text -> List.of(text);
      case Node.NumberNode number -> List.of(number);
      case Node.FlagNode flag -> List.of(flag);
      case Node.NullNode nothing -> List.of();
      case Node.CallNode call -> List.of(call);
    };
  }

  /** Go's kind of the value, as in {@code expected a map, got 'slice'}. */
  static String kind(Node node, Form form) {
    return switch (node) {
      case ListNode list -> "slice";
      case MapNode map -> "map";
      case Node.TextNode text -> "string";
      case Node.NumberNode number -> form == Form.HCL && number.isWhole() ? "int" : "float64";
      case Node.FlagNode flag -> "bool";
      case Node.NullNode nothing -> "invalid";
      case Node.CallNode call -> "func";
    };
  }

  /** Go's type of the value, as in {@code got unconvertible type 'map[string]interface {}'}. */
  static String type(Node node, Form form) {
    return switch (node) {
      case ListNode list -> "[]interface {}";
      case MapNode map -> "map[string]interface {}";
      case Node.TextNode text -> "string";
      case Node.NumberNode number -> kind(number, form);
      case Node.FlagNode flag -> "bool";
      case Node.NullNode nothing -> "nil";
      case Node.CallNode call -> "func";
    };
  }

  /** Go's type of a value that was decoded before. */
  static String type(Value value) {
    return switch (value) {
      case Value.Items items -> "[]interface {}";
      case Value.Fields fields -> "map[string]interface {}";
      case Value.Text text -> "string";
      case Value.Whole whole -> "float64";
      case Value.Decimal decimal -> "float64";
      case Value.Flag flag -> "bool";
      case Value.Nothing nothing -> "nil";
    };
  }

  /** A text in Go's {@code %q}. */
  static String quote(String text) {
    return GoFormat.quote(text);
  }

  /** A value in Go's {@code %v}. */
  static String print(Node node, Form form) {
    return GoFormat.print(OpaqueValue.raw(node, form, false));
  }
}
