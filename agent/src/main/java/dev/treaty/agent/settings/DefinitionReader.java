package dev.treaty.agent.settings;

import dev.treaty.agent.settings.DefinitionKeys.Key;
import dev.treaty.agent.settings.DefinitionKeys.Shape;
import dev.treaty.agent.settings.SettingValue.WrongSettingException;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.Node.ListNode;
import dev.treaty.model.syntax.Node.MapNode;
import dev.treaty.model.syntax.Node.Member;
import dev.treaty.model.syntax.Node.NullNode;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code service}, {@code services}, {@code check} and {@code checks}, as weakly typed as
 * Consul does, and writes what they say as the API takes it.
 */
final class DefinitionReader {

  private final List<Diagnostic> diagnostics;

  DefinitionReader(List<Diagnostic> diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The definitions under a key: one block, or a list of them. */
  List<Definition> read(Definition.Kind kind, String path, Node node) {
    DefinitionKeys keys =
        switch (kind) {
          case SERVICE -> DefinitionKeys.SERVICE;
          case CHECK -> DefinitionKeys.CHECK;
        };
    List<Definition> found = new ArrayList<>();
    for (Node each : each(node)) {
      int before = diagnostics.size();
      Optional<Value> value = block(path, keys, each);
      // What is only half understood is not to be judged further.
      if (value.isPresent() && diagnostics.size() == before) {
        String json = ValueJson.write(value.get());
        found.add(new Definition(kind, json, each.range()));
      }
    }
    return found;
  }

  private static List<Node> each(Node node) {
    return switch (node) {
      case ListNode list -> list.items();
      case NullNode nothing -> List.of();
      case MapNode map -> List.of(map);
      case Node.TextNode text -> List.of(text);
      case Node.NumberNode number -> List.of(number);
      case Node.FlagNode flag -> List.of(flag);
      case Node.CallNode call -> List.of(call);
    };
  }

  private Optional<Value> block(String path, DefinitionKeys keys, Node node) {
    if (!(node instanceof MapNode map)) {
      wrong(path, node, "is a block of settings, not " + node.noun());
      return Optional.empty();
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    for (Member member : map.members()) {
      Optional<Key> key = keys.find(member.key());
      if (key.isEmpty()) {
        unknown(path + "." + member.key(), keys, member);
      } else if (!(member.value() instanceof NullNode)) {
        value(path + "." + key.get().name(), key.get().shape(), member.value())
            .filter(value -> !key.get().api().isEmpty())
            .ifPresent(value -> fields.merge(key.get().api(), value, DefinitionReader::together));
      }
    }
    return Optional.of(new Value.Fields(fields));
  }

  /** {@code check} and {@code checks} of one service are one list. */
  private static Value together(Value before, Value now) {
    if (before instanceof Value.Items(List<Value> some)
        && now instanceof Value.Items(List<Value> more)) {
      List<Value> all = new ArrayList<>(some);
      all.addAll(more);
      return new Value.Items(all);
    }
    return now;
  }

  private void unknown(String path, DefinitionKeys keys, Member member) {
    Diagnostic unknown =
        DiagnosticCode.UNKNOWN_SETTING.at(
            member.keyRange(), path, "an agent has no setting " + path);
    diagnostics.add(
        KnownSettings.nearest(member.key(), keys.keys().values().stream().map(Key::name).toList())
            .map(name -> unknown.withHint("did you mean " + name + "?"))
            .orElse(unknown));
  }

  private void wrong(String path, Node node, String text) {
    diagnostics.add(DiagnosticCode.INVALID_SETTING.at(node.range(), path, path + " " + text));
  }

  private Optional<Value> value(String path, Shape shape, Node node) {
    try {
      return switch (shape) {
        case Shape.Text() -> Optional.of(new Value.Text(SettingValue.needText(node)));
        case Shape.Number() -> Optional.of(number(node));
        case Shape.Flag() -> Optional.of(Value.Flag.of(SettingValue.needFlag(node)));
        case Shape.Texts() -> Optional.of(texts(node));
        case Shape.TextMap() -> Optional.of(textMap(node));
        case Shape.TextsMap() -> Optional.of(textsMap(node));
        case Shape.Free() -> Optional.of(free(node));
        case Shape.Block(DefinitionKeys keys) -> single(path, keys, node);
        case Shape.Blocks(DefinitionKeys keys) -> Optional.of(blocks(path, keys, node));
        case Shape.BlockMap(DefinitionKeys keys) -> Optional.of(blockMap(path, keys, node));
      };
    } catch (WrongSettingException e) {
      wrong(path, node, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<Value> single(String path, DefinitionKeys keys, Node node) {
    if (node instanceof ListNode list && list.items().size() == 1) {
      return block(path, keys, list.items().getFirst());
    }
    return block(path, keys, node);
  }

  private Value blocks(String path, DefinitionKeys keys, Node node) {
    List<Value> found = new ArrayList<>();
    for (Node each : each(node)) {
      block(path, keys, each).ifPresent(found::add);
    }
    return new Value.Items(found);
  }

  private Value blockMap(String path, DefinitionKeys keys, Node node) throws WrongSettingException {
    Map<String, Value> found = new LinkedHashMap<>();
    for (Member member : members(node)) {
      single(path + "." + member.key(), keys, member.value())
          .ifPresent(value -> found.put(member.key(), value));
    }
    return new Value.Fields(found);
  }

  private static List<Member> members(Node node) throws WrongSettingException {
    if (node instanceof ListNode list && list.items().size() == 1) {
      return members(list.items().getFirst());
    }
    if (node instanceof MapNode map) {
      return map.members();
    }
    throw new WrongSettingException("is a map, not " + node.noun());
  }

  private static Value number(Node node) throws WrongSettingException {
    try {
      return Value.Whole.of(Integer.parseInt(SettingValue.needText(node)));
    } catch (NumberFormatException e) {
      throw new WrongSettingException("wants a whole number, not " + node.noun());
    }
  }

  private static Value texts(Node node) throws WrongSettingException {
    List<Value> found = new ArrayList<>();
    for (Node each : each(node)) {
      found.add(new Value.Text(SettingValue.needText(each)));
    }
    return new Value.Items(found);
  }

  private static Value textMap(Node node) throws WrongSettingException {
    Map<String, Value> found = new LinkedHashMap<>();
    SettingValue.needTexts(node).forEach((key, text) -> found.put(key, new Value.Text(text)));
    return new Value.Fields(found);
  }

  private static Value textsMap(Node node) throws WrongSettingException {
    Map<String, Value> found = new LinkedHashMap<>();
    for (Member member : members(node)) {
      found.put(member.key(), texts(member.value()));
    }
    return new Value.Fields(found);
  }

  private static Value free(Node node) throws WrongSettingException {
    return switch (node) {
      case MapNode map -> {
        Map<String, Value> found = new LinkedHashMap<>();
        for (Member member : map.members()) {
          found.put(member.key(), free(member.value()));
        }
        yield new Value.Fields(found);
      }
      case ListNode list -> {
        List<Value> found = new ArrayList<>();
        for (Node each : list.items()) {
          found.add(free(each));
        }
        yield new Value.Items(found);
      }
      case Node.TextNode text -> new Value.Text(text.text());
      case Node.NumberNode number ->
          number.isWhole()
              ? new Value.Whole(new BigInteger(number.raw()))
              : new Value.Decimal(new BigDecimal(number.raw()));
      case Node.FlagNode flag -> Value.Flag.of(flag.on());
      case NullNode nothing -> Value.Nothing.NULL;
      case Node.CallNode call -> throw new WrongSettingException("cannot call anything");
    };
  }
}
