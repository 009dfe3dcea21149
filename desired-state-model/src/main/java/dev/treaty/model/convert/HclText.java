package dev.treaty.model.convert;

import dev.treaty.model.syntax.CanonicalLayout;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.Formatted;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.SourceText;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes HCL. */
final class HclText {

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final Pattern PLAIN_INTERPOLATION = Pattern.compile("\\$\\{[^\"{}\\\\\\n]*}");

  private final StringBuilder out = new StringBuilder();

  private HclText() {}

  static String of(Written.Keyed root) {
    HclText text = new HclText();
    text.members(root);
    return switch (CanonicalLayout.of(new SourceText("", text.out.toString()), Form.HCL)) {
      case Formatted.Text(String formatted) -> formatted;
      case Formatted.Refused(var diagnostics) -> text.out.toString();
    };
  }

  private void members(Written.Keyed map) {
    for (Written.Member member : map.members()) {
      if (member.value() instanceof Written.One one && one.node() instanceof Node.NullNode) {
        lead(member.remarks().lead());
        lead(member.remarks().trailing());
        continue; // HCL has no null, and an absent key says the same.
      }
      lead(member.remarks().lead());
      String key = member.key();
      out.append(IDENTIFIER.matcher(key).matches() ? key : quoted(key)).append(" = ");
      value(member.value(), isSmall(member.value()));
      trailing(member.remarks().trailing(), member.value());
    }
    lead(map.tail());
  }

  private void lead(List<String> lines) {
    lines.forEach(line -> out.append(("# " + line).stripTrailing()).append('\n'));
  }

  private void trailing(List<String> lines, Written value) {
    if (!lines.isEmpty() && value instanceof Written.One one && !isShort(one)) {
      out.append('\n'); // The end marker of a heredoc stands alone.
    }
    behind(lines);
  }

  private void behind(List<String> lines) {
    if (!lines.isEmpty()) {
      out.append((" # " + String.join(" ", lines)).stripTrailing());
    }
    out.append('\n');
  }

  /** Maps of one or two scalars stay on a line. */
  private static boolean isSmall(Written value) {
    return switch (value) {
      case Written.One one -> true;
      case Written.Keyed(List<Written.Member> members, List<String> tail) ->
          members.size() <= 2
              && value.isBare()
              && members.stream()
                  .allMatch(m -> m.value() instanceof Written.One one && isShort(one));
      case Written.Listed(List<Written.Element> elements, List<String> tail) ->
          value.isBare()
              && elements.stream()
                  .allMatch(e -> e.value() instanceof Written.One one && isShort(one));
    };
  }

  private static boolean isShort(Written.One one) {
    return switch (one.node()) {
      case Node.TextNode text -> !isHeredoc(text.text());
      case Node.NullNode nothing -> false;
      default -> true;
    };
  }

  private void value(Written value, boolean flat) {
    switch (value) {
      case Written.One(Node node) -> scalar(node);
      case Written.Keyed map when flat -> {
        out.append('{');
        String separator = " ";
        for (Written.Member member : map.members()) {
          String key = member.key();
          out.append(separator)
              .append(IDENTIFIER.matcher(key).matches() ? key : quoted(key))
              .append(" = ");
          value(member.value(), true);
          separator = ", ";
        }
        out.append(" }");
      }
      case Written.Keyed map -> {
        out.append("{\n");
        members(map);
        out.append('}');
      }
      case Written.Listed(List<Written.Element> elements, List<String> tail) -> {
        out.append(flat ? "[" : "[\n");
        for (Written.Element element : elements) {
          lead(element.remarks().lead());
          value(element.value(), flat || isSmall(element.value()));
          boolean heredoc =
              element.value() instanceof Written.One(Node.TextNode(String text, var range))
                  && isHeredoc(text);
          out.append(heredoc ? "\n," : ",");
          if (flat) {
            out.append(' ');
          } else {
            behind(element.remarks().trailing());
          }
        }
        lead(tail);
        out.append(']');
      }
    }
  }

  private void scalar(Node node) {
    switch (node) {
      case Node.TextNode(String text, var range) -> {
        if (isHeredoc(text)) {
          out.append("<<EOT\n").append(text).append("EOT");
        } else {
          out.append(quoted(text));
        }
      }
      case Node.NumberNode number -> out.append(number.raw());
      case Node.FlagNode flag -> out.append(flag.on());
      case Node.NullNode nothing -> out.append("\"\"");
      case Node.CallNode call ->
          out.append(call.name()).append('(').append(quoted(call.argument())).append(')');
      case Node.MapNode map -> throw new IllegalStateException("a map is no scalar");
      case Node.ListNode list -> throw new IllegalStateException("a list is no scalar");
    }
  }

  private static boolean isHeredoc(String text) {
    return text.endsWith("\n")
        && text.indexOf('\n') < text.length() - 1
        && text.chars().allMatch(c -> c == '\n' || c == '\t' || c >= 0x20)
        && text.lines().noneMatch(line -> line.strip().equals("EOT"));
  }

  private static String quoted(String text) {
    boolean plain = PLAIN_INTERPOLATION.matcher(text).replaceAll("").indexOf("${") < 0;
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          boolean opens = c == '$' && i < text.length() && text.charAt(i) == '{' && !plain;
          if (c < 0x20 || c == 0x7f || opens) {
            out.append(String.format(Locale.ROOT, "\\u%04x", c));
          } else {
            out.appendCodePoint(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
