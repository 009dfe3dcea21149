package dev.treaty.agent.settings;

import dev.treaty.agent.http.GoDuration;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.Node.FlagNode;
import dev.treaty.model.syntax.Node.ListNode;
import dev.treaty.model.syntax.Node.MapNode;
import dev.treaty.model.syntax.Node.Member;
import dev.treaty.model.syntax.Node.NullNode;
import dev.treaty.model.syntax.Node.NumberNode;
import dev.treaty.model.syntax.Node.TextNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads single values as weakly as Consul does: numbers and flags may stand in quotes. */
final class SettingValue {

  private SettingValue() {}

  /** A value that cannot be what its key wants; the message completes "KEY …". */
  static final class WrongSettingException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongSettingException(String message) {
      super(message);
    }
  }

  static Optional<String> text(Node node) {
    return switch (node) {
      case TextNode(String text, var range) -> Optional.of(text);
      case NumberNode(String raw, var range) -> Optional.of(raw);
      case FlagNode(boolean on, var range) -> Optional.of(Boolean.toString(on));
      case ListNode list -> Optional.empty();
      case MapNode map -> Optional.empty();
      case NullNode nothing -> Optional.of("");
      case Node.CallNode call -> Optional.empty();
    };
  }

  static String needText(Node node) throws WrongSettingException {
    return text(node)
        .orElseThrow(() -> new WrongSettingException("wants a text, not " + node.noun()));
  }

  static boolean isTrue(Node node) {
    return text(node).filter(text -> text.matches("(?i)true|1|t")).isPresent();
  }

  static boolean needFlag(Node node) throws WrongSettingException {
    String text = text(node).orElse("?");
    if (text.matches("(?i)true|1|t")) {
      return true;
    }
    if (text.matches("(?i)false|0|f|")) {
      return false;
    }
    throw new WrongSettingException("wants true or false, not " + node.noun());
  }

  static OptionalInt number(Node node) {
    try {
      return text(node).map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty());
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** A whole number that is not negative. */
  static int needCount(Node node) throws WrongSettingException {
    OptionalInt count = number(node);
    if (count.isEmpty() || count.getAsInt() < 0) {
      throw new WrongSettingException("wants a number, 0 or more");
    }
    return count.getAsInt();
  }

  static int needPort(Node node) throws WrongSettingException {
    OptionalInt port = number(node);
    if (port.isEmpty() || port.getAsInt() < -1 || port.getAsInt() > 65535) {
      throw new WrongSettingException(
          "wants a port from 1 to 65535, 0 for any free one, or -1 for none");
    }
    return port.getAsInt();
  }

  static Duration needDuration(Node node) throws WrongSettingException {
    return GoDuration.parse(needText(node))
        .filter(duration -> !duration.isNegative())
        .orElseThrow(
            () -> new WrongSettingException("wants a duration such as \"24h\" or \"90s\""));
  }

  static Map<String, String> needTexts(Node node) throws WrongSettingException {
    Map<String, String> texts = new LinkedHashMap<>();
    switch (node) {
      case MapNode map -> {
        for (Member member : map.members()) {
          texts.put(member.key(), needText(member.value()));
        }
      }
      case ListNode list -> {
        for (Node item : list.items()) {
          texts.putAll(needTexts(item));
        }
      }
      case NullNode nothing -> {}
      case TextNode text -> throw notAMap(node);
      case NumberNode number -> throw notAMap(node);
      case FlagNode flag -> throw notAMap(node);
      case Node.CallNode call -> throw notAMap(node);
    }
    return texts;
  }

  /** A list of texts; one text stands for a list of one. */
  static List<String> needTextList(Node node) throws WrongSettingException {
    if (!(node instanceof ListNode list)) {
      String text = needText(node);
      return text.isEmpty() ? List.of() : List.of(text);
    }
    List<String> texts = new ArrayList<>();
    for (Node item : list.items()) {
      texts.addAll(needTextList(item));
    }
    return texts;
  }

  private static WrongSettingException notAMap(Node node) {
    return new WrongSettingException("wants a map of texts, not " + node.noun());
  }

  static boolean isEmpty(Node node) {
    return switch (node) {
      case ListNode list -> list.items().stream().allMatch(SettingValue::isEmpty);
      case MapNode map -> map.members().isEmpty();
      case TextNode text -> text.text().isEmpty();
      case NullNode nothing -> true;
      case NumberNode number -> false;
      case FlagNode flag -> !flag.on();
      case Node.CallNode call -> false;
    };
  }
}
