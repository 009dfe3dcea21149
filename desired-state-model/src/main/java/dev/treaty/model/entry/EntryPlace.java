package dev.treaty.model.entry;

import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.Node.MapNode;
import dev.treaty.model.syntax.Node.TextNode;
import java.util.Optional;

/**
 * Where a document says which entry it is: at its name, or else at its kind. What is said of an
 * entry as a whole points there; where the document begins, there may be a comment only.
 */
final class EntryPlace {

  private EntryPlace() {}

  static SourceRange of(Node node) {
    if (!(node instanceof MapNode document)) {
      return node.range();
    }
    Optional<Node> named = document.get("metadata").or(() -> Optional.of(document));
    return named
        .flatMap(EntryPlace::name)
        .or(() -> text(document, "Kind"))
        .map(Node::range)
        .orElse(document.range());
  }

  private static Optional<Node> name(Node node) {
    return node instanceof MapNode map ? text(map, "Name") : Optional.empty();
  }

  private static Optional<Node> text(MapNode map, String key) {
    return map.members().stream()
        .filter(member -> member.key().equalsIgnoreCase(key))
        .map(Node.Member::value)
        .filter(TextNode.class::isInstance)
        .findFirst();
  }
}
