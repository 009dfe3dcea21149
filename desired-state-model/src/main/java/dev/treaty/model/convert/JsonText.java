package dev.treaty.model.convert;

import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.value.ValueJson;
import java.util.List;
import java.util.Optional;

/** Writes JSON; it has no comments. */
final class JsonText {

  private static final int WIDTH = 80;

  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  static String of(Written root) {
    JsonText text = new JsonText();
    text.value(root, "\n");
    return text.out.append('\n').toString();
  }

  private void value(Written value, String line) {
    switch (value) {
      case Written.One(Node node) -> out.append(scalar(node));
      case Written.Keyed(List<Written.Member> members, List<String> tail) -> {
        String before = "{" + line + "  ";
        for (Written.Member member : members) {
          if (isFull()) {
            return;
          }
          out.append(before).append(ValueJson.quote(member.key())).append(": ");
          value(member.value(), line + "  ");
          before = "," + line + "  ";
        }
        out.append(members.isEmpty() ? "{}" : line + "}");
      }
      case Written.Listed(List<Written.Element> elements, List<String> tail) -> {
        Optional<String> flat = flat(elements);
        flat.ifPresent(out::append);
        String before = "[" + line + "  ";
        for (Written.Element element : flat.isPresent() ? List.<Written.Element>of() : elements) {
          if (isFull()) {
            return;
          }
          out.append(before);
          value(element.value(), line + "  ");
          before = "," + line + "  ";
        }
        out.append(flat.isPresent() ? "" : line + "]");
      }
    }
  }

  /** No file may have so much: what is there already is refused. */
  private boolean isFull() {
    return out.length() > SourceText.MAX_BYTES;
  }

  /** Scalars that fit on a line. */
  private static Optional<String> flat(List<Written.Element> elements) {
    StringBuilder flat = new StringBuilder("[");
    for (Written.Element element : elements) {
      if (!(element.value() instanceof Written.One(Node node)) || flat.length() > WIDTH) {
        return Optional.empty();
      }
      flat.append(flat.length() > 1 ? ", " : "").append(scalar(node));
    }
    return Optional.of(flat.append(']').toString()).filter(line -> line.length() <= WIDTH);
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
