package dev.treaty.model.convert;

import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.SourceText;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes YAML in blocks. */
final class YamlText {

  /** What every YAML reader takes for a text without quotes. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_/][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*");

  private static final Pattern WORD =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|~|\\.?(inf|nan)");

  private final StringBuilder out = new StringBuilder();

  private YamlText() {}

  static String of(Written.Keyed root) {
    YamlText text = new YamlText();
    text.members(root, "", false);
    return text.out.toString();
  }

  /** Members; the first may go on with the line of a dash, if no comment leads it. */
  private void members(Written.Keyed map, String indent, boolean goesOn) {
    boolean begun = goesOn;
    for (Written.Member member : map.members()) {
      if (out.length() > SourceText.MAX_BYTES) {
        return; // No file may have so much: what is there already is refused.
      }
      member.remarks().lead().forEach(line -> comment(indent, line));
      out.append(begun ? "" : indent).append(text(member.key())).append(':');
      value(member.value(), indent, member.remarks().trailing());
      begun = false;
    }
    map.tail().forEach(line -> comment(indent, line));
  }

  private void comment(String indent, String line) {
    out.append(indent).append(("# " + line).stripTrailing()).append('\n');
  }

  private static String behind(List<String> trailing) {
    return trailing.isEmpty() ? "" : (" # " + String.join(" ", trailing)).stripTrailing();
  }

  /** The value of a key whose line is begun. */
  private void value(Written value, String indent, List<String> trailing) {
    switch (value) {
      case Written.One(Node.TextNode(String text, var range)) when isBlock(text) -> {
        out.append(text.endsWith("\n") ? " |" : " |-").append(behind(trailing)).append('\n');
        text.lines()
            .forEach(line -> out.append(line.isEmpty() ? "" : indent + "  " + line).append('\n'));
      }
      case Written.One(Node node) ->
          out.append(' ').append(scalar(node)).append(behind(trailing)).append('\n');
      case Written.Keyed map when map.members().isEmpty() -> {
        out.append(" {}").append(behind(trailing)).append('\n');
        map.tail().forEach(line -> comment(indent, line));
      }
      case Written.Keyed map -> {
        out.append(behind(trailing)).append('\n');
        members(map, indent + "  ", false);
      }
      case Written.Listed list when list.elements().isEmpty() -> {
        out.append(" []").append(behind(trailing)).append('\n');
        list.tail().forEach(line -> comment(indent, line));
      }
      case Written.Listed list -> {
        out.append(behind(trailing)).append('\n');
        elements(list, indent + "  ");
      }
    }
  }

  private void elements(Written.Listed list, String indent) {
    for (Written.Element element : list.elements()) {
      if (out.length() > SourceText.MAX_BYTES) {
        return;
      }
      element.remarks().lead().forEach(line -> comment(indent, line));
      element.remarks().trailing().stream()
          .filter(line -> !(element.value() instanceof Written.One))
          .forEach(line -> comment(indent, line));
      out.append(indent).append('-');
      switch (element.value()) {
        case Written.Keyed map when !map.members().isEmpty() -> {
          boolean commented = !map.members().getFirst().remarks().lead().isEmpty();
          out.append(commented ? "\n" : " ");
          members(map, indent + "  ", !commented);
        }
        case Written.Keyed map -> value(map, indent, List.of());
        case Written.Listed inner -> value(inner, indent, List.of());
        case Written.One one -> value(one, indent, element.remarks().trailing());
      }
    }
    list.tail().forEach(line -> comment(indent, line));
  }

  private static String scalar(Node node) {
    return node instanceof Node.TextNode(String text, var range)
        ? text(text)
        : JsonText.scalar(node);
  }

  private static String text(String text) {
    return PLAIN.matcher(text).matches() && !WORD.matcher(text).matches() && text.length() < 100
        ? text
        : quoted(text);
  }

  private static boolean isBlock(String text) {
    return text.indexOf('\n') >= 0
        && text.indexOf('\n') < text.length() - 1
        && !text.startsWith(" ")
        && !text.startsWith("\n")
        && !text.endsWith("\n\n")
        && text.chars().allMatch(c -> c == '\n' || (c >= 0x20 && c < 0x7f))
        && text.lines().noneMatch(line -> line.endsWith(" "));
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            out.append('\\').appendCodePoint(c);
          } else if (c == '\n') {
            out.append("\\n");
          } else if (c < 0x20
              || (c >= 0x7f && c < 0xa0)
              || c == 0xfeff
              || c == 0x2028
              || c == 0x2029) {
            out.append(String.format(Locale.ROOT, "\\u%04x", c));
          } else if (c >= 0xd800 && c <= 0xdfff) {
            out.append("\\ufffd");
          } else {
            out.appendCodePoint(c);
          }
        });
    return out.append('"').toString();
  }
}
