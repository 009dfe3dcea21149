package dev.treaty.model.convert;

import dev.treaty.model.syntax.Node;
import dev.treaty.model.value.ValueJson;
import java.util.ArrayList;
import java.util.List;

/** Writes JSON; it has no comments. */
final class JsonText {

  private JsonText() {}

  static String of(Written root) {
    return text(root, "\n") + "\n";
  }

  private static String text(Written value, String line) {
    String inner = line + "  ";
    return switch (value) {
      case Written.One(Node node) -> scalar(node);
      case Written.Keyed(List<Written.Member> members, List<String> tail) -> {
        List<String> parts = new ArrayList<>();
        members.forEach(member ->
            parts.add(ValueJson.quote(member.key()) + ": " + text(member.value(), inner)));
        yield parts.isEmpty() ? "{}" : "{" + inner + String.join("," + inner, parts) + line + "}";
      }
      case Written.Listed(List<Written.Element> elements, List<String> tail) -> {
        List<String> parts = new ArrayList<>();
        elements.forEach(element -> parts.add(text(element.value(), inner)));
        boolean scalars =
            elements.stream().allMatch(element -> element.value() instanceof Written.One);
        String flat = "[" + String.join(", ", parts) + "]";
        yield parts.isEmpty() || (scalars && flat.length() <= 80)
            ? flat
            : "[" + inner + String.join("," + inner, parts) + line + "]";
      }
    };
  }

  static String scalar(Node node) {
    return switch (node) {
      case Node.TextNode text -> ValueJson.quote(text.text());
      case Node.NumberNode number -> number.raw();
      case Node.FlagNode flag -> String.valueOf(flag.on());
      case Node.NullNode nothing -> "null";
      case Node.CallNode call -> throw new IllegalStateException("a call is no entry's value");
      case Node.MapNode map -> throw new IllegalStateException("a map is no scalar");
      case Node.ListNode list -> throw new IllegalStateException("a list is no scalar");
    };
  }
}
