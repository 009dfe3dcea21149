package dev.treaty.model.syntax;

import java.util.stream.Collectors;

/** Prints trees for tests. */
final class Trees {

  private Trees() {}

  static String print(Node node) {
    return switch (node) {
      case Node.MapNode map ->
          map.members().stream()
              .map(member -> member.key() + ": " + print(member.value()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Node.ListNode list ->
          list.items().stream().map(Trees::print).collect(Collectors.joining(", ", "[", "]"));
      case Node.TextNode text -> "\"" + text.text() + "\"";
      case Node.NumberNode number -> number.raw();
      case Node.FlagNode flag -> String.valueOf(flag.on());
      case Node.NullNode nothing -> "null";
      case Node.CallNode call -> call.name() + "(" + call.argument() + ")";
    };
  }
}
