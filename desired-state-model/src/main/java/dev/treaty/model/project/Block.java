package dev.treaty.model.project;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.syntax.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one map of a project or clusters file, key by key; what is not asked for is unknown. */
final class Block {

  private final Node.MapNode node;
  private final String path;
  private final Findings findings;

  Block(Node.MapNode node, String path, Findings findings) {
    this.node = node;
    this.path = path;
    this.findings = findings;
  }

  SourceRange range() {
    return node.range();
  }

  /** Complains about every key that is not among the known ones. */
  void onlyKnows(List<String> known) {
    for (Node.Member member : node.members()) {
      if (!known.contains(member.key())) {
        findings.unknownKey(
            member.keyRange(),
            at(member.key()),
            "there is no setting \"" + member.key() + "\" here",
            NearestName.hint(member.key(), known));
      }
    }
  }

  List<Node.Member> members() {
    return node.members();
  }

  Optional<Node.Member> member(String key) {
    return node.member(key);
  }

  Optional<String> text(String key) {
    Optional<Node> value = node.get(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Node.TextNode text) {
      return Optional.of(text.text());
    }
    wrong(key, value.get(), "a text in quotes");
    return Optional.empty();
  }

  Optional<Integer> whole(String key, int least, int most) {
    Optional<Node> value = node.get(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String expected = "a whole number from " + least + " to " + most;
    if (value.get() instanceof Node.NumberNode number && number.isWhole()) {
      try {
        int n = Integer.parseInt(number.raw());
        if (n >= least && n <= most) {
          return Optional.of(n);
        }
      } catch (NumberFormatException e) {
        // Beyond an int, so beyond what is expected here.
      }
    }
    wrong(key, value.get(), expected);
    return Optional.empty();
  }

  /** One of the words, or nothing with a complaint. */
  Optional<String> word(String key, List<String> words) {
    Optional<String> text = text(key);
    if (text.isPresent() && !words.contains(text.get())) {
      findings.error(
          DiagnosticCode.INVALID_SETTING,
          rangeOf(key),
          at(key),
          "\"" + key + "\" is one of " + String.join(", ", words),
          NearestName.hint(text.get(), words));
      return Optional.empty();
    }
    return text;
  }

  /** The texts of a list with their places; a single text counts as a list of one. */
  Optional<List<Node.TextNode>> texts(String key) {
    Optional<Node> value = node.get(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Node.TextNode text) {
      return Optional.of(List.of(text));
    }
    List<Node.TextNode> texts = new ArrayList<>();
    if (value.get() instanceof Node.ListNode list) {
      for (Node item : list.items()) {
        if (item instanceof Node.TextNode text) {
          texts.add(text);
        } else {
          wrong(key, item, "a text in quotes");
        }
      }
    } else {
      wrong(key, value.get(), "a list of texts");
    }
    return Optional.of(texts);
  }

  /** The map under the key as a block. */
  Optional<Block> form(String key) {
    Optional<Node> value = node.get(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Node.MapNode map) {
      return Optional.of(new Block(map, at(key), findings));
    }
    wrong(key, value.get(), "one block");
    return Optional.empty();
  }

  /** The maps under the key by their labels: {@code cluster "a" {}} or {@code cluster: {a: {}}}. */
  Map<Node.Member, Block> labelled(String key) {
    Map<Node.Member, Block> forms = new LinkedHashMap<>();
    Optional<Node> value = node.get(key);
    if (value.isEmpty()) {
      return forms;
    }
    if (!(value.get() instanceof Node.MapNode labels)) {
      wrong(key, value.get(), key + " blocks with a name");
      return forms;
    }
    Block outer = new Block(labels, at(key), findings);
    for (Node.Member label : labels.members()) {
      outer.labelledForm(label).ifPresent(form -> forms.put(label, form));
    }
    return forms;
  }

  /** The block under one label. */
  Optional<Block> labelledForm(Node.Member label) {
    return switch (label.value()) {
      case Node.MapNode map -> Optional.of(new Block(map, at(label.key()), findings));
      case Node.NullNode empty ->
          Optional.of(
              new Block(new Node.MapNode(List.of(), empty.range()), at(label.key()), findings));
      case Node.ListNode twice -> {
        if (twice.items().size() > 1) {
          findings.error(
              DiagnosticCode.DECLARED_TWICE,
              twice.items().get(1).range(),
              at(label.key()),
              "\"" + label.key() + "\" is declared twice; first at " + label.keyRange().position());
        } else {
          wrong(label.key(), twice, "a block");
        }
        yield Optional.empty();
      }
      case Node.TextNode text -> notABlock(label);
      case Node.NumberNode number -> notABlock(label);
      case Node.FlagNode flag -> notABlock(label);
      case Node.CallNode call -> notABlock(label);
    };
  }

  private Optional<Block> notABlock(Node.Member label) {
    wrong(label.key(), label.value(), "a block");
    return Optional.empty();
  }

  void wrong(String key, Node value, String expected) {
    // The value is not repeated: it may be a secret in the wrong place.
    findings.error(
        DiagnosticCode.INVALID_SETTING,
        value.range(),
        at(key),
        "\"" + key + "\" is " + value.noun() + ", but should be " + expected);
  }

  SourceRange rangeOf(String key) {
    return node.get(key).map(Node::range).orElse(node.range());
  }

  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
