package dev.treaty.model.entry;

import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.syntax.Node;
import java.util.Optional;

/** Finds the place of a path such as {@code spec.sources[0].peer} in a document. */
final class NodePath {

  private NodePath() {}

  /** The place of the path, or of the nearest value around it; keys in any case. */
  static SourceRange find(Node.MapNode document, String path) {
    Node at = document;
    SourceRange range =
        SourceRange.at(
            document.range().file(), document.range().startLine(), document.range().startColumn());
    for (String step : steps(path)) {
      Optional<Node> next = step(at, step);
      if (next.isEmpty()) {
        break;
      }
      at = next.get();
      range = at.range();
    }
    return range.startLine() == range.endLine()
        ? range
        : SourceRange.at(range.file(), range.startLine(), range.startColumn());
  }

  /** Whether something stands at exactly this path; an empty text does not count. */
  static boolean exists(Node.MapNode map, String path) {
    Optional<Node> at = Optional.of(map);
    for (String step : steps(path)) {
      at = at.flatMap(node -> step(node, step));
    }
    return at.isPresent() && !(at.get() instanceof Node.TextNode text && text.text().isEmpty());
  }

  /** Whether exactly this number stands at the path. */
  static boolean holds(Node.MapNode map, String path, String number) {
    Optional<Node> at = Optional.of(map);
    for (String step : steps(path)) {
      at = at.flatMap(node -> step(node, step));
    }
    return at.filter(node -> node instanceof Node.NumberNode found && found.raw().equals(number))
        .isPresent();
  }

  private static String[] steps(String path) {
    return path.replace("[", ".[").split("\\.");
  }

  private static Optional<Node> step(Node node, String step) {
    return step.startsWith("[") ? element(node, step) : member(node, step);
  }

  private static Optional<Node> element(Node node, String step) {
    int index = Integer.parseInt(step.substring(1, step.length() - 1));
    return node instanceof Node.ListNode list && index < list.items().size()
        ? Optional.of(list.items().get(index))
        : Optional.empty();
  }

  private static Optional<Node> member(Node node, String step) {
    if (node instanceof Node.MapNode map) {
      for (Node.Member member : map.members()) {
        if (member.key().equalsIgnoreCase(step)) {
          return Optional.of(member.value());
        }
      }
    }
    return Optional.empty();
  }
}
