package dev.treaty.model.schema;

import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.Node.ListNode;
import dev.treaty.model.syntax.Node.MapNode;
import dev.treaty.model.value.GoFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** A list of maps where a map is wanted is the maps taken together, the last key winning. */
  static Optional<MapNode> merged(Node node) {
    if (node instanceof MapNode map) {
      return Optional.of(map);
    }
    if (!(node instanceof ListNode(List<Node> items, SourceRange range))) {
      return Optional.empty();
    }
    Map<String, Node.Member> members = new LinkedHashMap<>();
    for (Node item : items) {
      if (!(item instanceof MapNode map)) {
        return Optional.empty();
      }
      map.members().forEach(member -> members.put(member.key(), member));
    }
    return Optional.of(new MapNode(List.copyOf(members.values()), range));
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

  /** A text in Go's {@code %q}. */
  static String quote(String text) {
    return GoFormat.quote(text);
  }

  /** A value in Go's {@code %v}. */
  static String print(Node node, Form form) {
    return GoFormat.print(OpaqueValue.raw(node, form, false));
  }
}
