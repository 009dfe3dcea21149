package dev.treaty.model.syntax;

import dev.treaty.model.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Brings documents into the one layout that {@code treaty fmt} knows. */
public final class CanonicalLayout {

  private CanonicalLayout() {}

  /**
   * The document in canonical layout. JSON is left as it is: other tools own its layout.
   *
   * @throws IllegalStateException if the result would mean something else, which is a fault of ours
   */
  public static Formatted of(SourceText source, Form form) {
    Formatted formatted =
        switch (form) {
          case HCL -> HclFormat.format(source);
          case YAML -> YamlFormat.format(source);
          case JSON -> {
            Parsed parsed = JsonReader.read(source);
            yield parsed.diagnostics().stream().anyMatch(Diagnostic::isError)
                ? new Formatted.Refused(parsed.diagnostics())
                : new Formatted.Text(source.text());
          }
        };
    if (formatted instanceof Formatted.Text(String text) && !sameMeaning(source, text, form)) {
      throw new IllegalStateException("formatting " + source.file() + " would change its meaning");
    }
    return formatted;
  }

  /** Whether another text of the document says the same. */
  static boolean sameMeaning(SourceText source, String text, Form form) {
    if (text.equals(source.text())) {
      return true;
    }
    List<Parsed> one = read(source, form);
    List<Parsed> other = read(new SourceText(source.file(), text), form);
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      List<Node> left = new ArrayList<>(one.get(i).root().stream().toList());
      List<Node> right = new ArrayList<>(other.get(i).root().stream().toList());
      if (other.get(i).diagnostics().stream().anyMatch(Diagnostic::isError) || !same(left, right)) {
        return false;
      }
    }
    return true;
  }

  /** The documents of a text. */
  public static List<Parsed> read(SourceText source, Form form) {
    return switch (form) {
      case HCL -> List.of(HclReader.read(source));
      case JSON -> List.of(JsonReader.read(source));
      case YAML -> YamlReader.read(source);
    };
  }

  private static boolean same(List<? extends Node> one, List<? extends Node> other) {
    Iterator<? extends Node> others = other.iterator();
    return one.size() == other.size() && one.stream().allMatch(node -> same(node, others.next()));
  }

  /** Whether two trees say the same, in the same order, wherever they stand. */
  public static boolean same(Node one, Node other) {
    return switch (one) {
      case Node.MapNode map ->
          other instanceof Node.MapNode with
              && keys(map).equals(keys(with))
              && same(values(map), values(with));
      case Node.ListNode list ->
          other instanceof Node.ListNode with && same(list.items(), with.items());
      case Node.TextNode text ->
          other instanceof Node.TextNode with && text.text().equals(with.text());
      case Node.NumberNode number ->
          other instanceof Node.NumberNode with && number.raw().equals(with.raw());
      case Node.FlagNode flag -> other instanceof Node.FlagNode with && flag.on() == with.on();
      case Node.NullNode nothing -> other instanceof Node.NullNode;
      case Node.CallNode call ->
          other instanceof Node.CallNode with
              && call.name().equals(with.name())
              && call.argument().equals(with.argument());
    };
  }

  private static List<String> keys(Node.MapNode map) {
    return map.members().stream().map(Node.Member::key).toList();
  }

  private static List<Node> values(Node.MapNode map) {
    return map.members().stream().map(Node.Member::value).toList();
  }
}
