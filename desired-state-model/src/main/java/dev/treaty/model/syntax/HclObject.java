package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An HCL body in the making: joins repeated blocks and labels, finds keys written twice. */
final class HclObject {

  private final Map<String, Slot> slots = new LinkedHashMap<>();

  /** What is known of one key. */
  private sealed interface Slot {
    SourceRange keyRange();
  }

  /** One value, or several from repeated blocks. */
  private record Values(SourceRange keyRange, boolean hasAttribute, List<Node> nodes)
      implements Slot {}

  /** Labelled blocks: the labels are keys. */
  private record Labelled(SourceRange keyRange, HclObject labels, List<SourceRange> ranges)
      implements Slot {}

  boolean isEmpty() {
    return slots.isEmpty();
  }

  /** Sets {@code key = value}. */
  Optional<Diagnostic> attribute(HclToken key, Node value) {
    return add(key, value, true);
  }

  /** Adds a block under its key and labels. */
  Optional<Diagnostic> block(List<HclToken> keys, Node body) {
    HclToken key = keys.getFirst();
    if (keys.size() == 1) {
      return add(key, body, false);
    }
    Slot slot = slots.get(key.text());
    if (slot == null) {
      slot = new Labelled(key.range(), new HclObject(), new ArrayList<>());
      slots.put(key.text(), slot);
    }
    if (!(slot instanceof Labelled labelled)) {
      return Optional.of(twice(key, slot, "once with and once without a label"));
    }
    labelled.ranges().add(join(key.range(), body.range()));
    return labelled.labels().block(keys.subList(1, keys.size()), body);
  }

  private Optional<Diagnostic> add(HclToken key, Node value, boolean attribute) {
    Slot slot = slots.get(key.text());
    if (slot == null) {
      List<Node> nodes = new ArrayList<>();
      nodes.add(value);
      slots.put(key.text(), new Values(key.range(), attribute, nodes));
      return Optional.empty();
    }
    if (!(slot instanceof Values values)) {
      return Optional.of(twice(key, slot, "once with and once without a label"));
    }
    if (attribute && values.hasAttribute()) {
      return Optional.of(twice(key, slot, "twice"));
    }
    // Those between the first and this one were looked at when they came.
    if (!holdsMaps(values.nodes().getFirst()) || !holdsMaps(value)) {
      return Optional.of(twice(key, slot, "twice"));
    }
    values.nodes().add(value);
    slots.put(
        key.text(),
        new Values(values.keyRange(), values.hasAttribute() || attribute, values.nodes()));
    return Optional.empty();
  }

  Node.MapNode toNode(SourceRange range) {
    List<Node.Member> members = new ArrayList<>(slots.size());
    slots.forEach((key, slot) ->
        members.add(
            switch (slot) {
              case Values values -> new Node.Member(key, values.keyRange(), joined(values.nodes()));
              case Labelled labelled ->
                  new Node.Member(
                      key,
                      labelled.keyRange(),
                      labelled
                          .labels()
                          .toNode(join(labelled.ranges().getFirst(), labelled.ranges().getLast())));
            }));
    return new Node.MapNode(members, range);
  }

  private static Node joined(List<Node> nodes) {
    if (nodes.size() == 1) {
      return nodes.getFirst();
    }
    List<Node> items = new ArrayList<>();
    for (Node node : nodes) {
      if (node instanceof Node.ListNode list) {
        items.addAll(list.items());
      } else {
        items.add(node);
      }
    }
    return new Node.ListNode(items, join(nodes.getFirst().range(), nodes.getLast().range()));
  }

  private static boolean holdsMaps(Node node) {
    return node instanceof Node.MapNode
        || (node instanceof Node.ListNode list
            && list.items().stream().allMatch(item -> item instanceof Node.MapNode));
  }

  private static Diagnostic twice(HclToken key, Slot first, String how) {
    return DiagnosticCode.DUPLICATE_KEY
        .at(
            key.range(),
            key.text(),
            "\""
                + key.text()
                + "\" is written "
                + how
                + "; first on line "
                + first.keyRange().startLine()
                + ", column "
                + first.keyRange().startColumn())
        .withHint("remove one of the two; several elements are a list: [ … ]");
  }

  private static SourceRange join(SourceRange from, SourceRange to) {
    return new SourceRange(
        from.file(), from.startLine(), from.startColumn(), to.endLine(), to.endColumn());
  }
}
