package dev.treaty.model.schema;

import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.Node;
import dev.treaty.model.syntax.Node.ListNode;
import dev.treaty.model.syntax.Node.MapNode;
import dev.treaty.model.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Maps that Consul stores without looking ({@code Config}, {@code Arguments}), as they come out of
 * its decoder: some one-element lists collapse, all numbers are float64.
 */
final class OpaqueValue {

  private OpaqueValue() {}

  static Value.Fields of(MapNode node, Form form, int passes) {
    Value.Fields value = (Value.Fields) raw(node, form, true);
    for (int pass = 0; pass < passes; pass++) {
      Map<String, Value> collapsed = new LinkedHashMap<>();
      value.map().forEach((key, member) -> collapsed.put(key, collapse(member)));
      value = new Value.Fields(collapsed);
    }
    return value;
  }

  /** The value before any decoding; in HCL a map that stands in a map is a list of one. */
  static Value raw(Node node, Form form, boolean inList) {
    return switch (node) {
      case MapNode(List<Node.Member> members, SourceRange range) -> {
        Map<String, Value> map = new LinkedHashMap<>();
        for (Node.Member member : members) {
          map.put(member.key(), raw(member.value(), form, false));
        }
        Value.Fields fields = new Value.Fields(map);
        yield form == Form.HCL && !inList ? Value.Items.of(fields) : fields;
      }
      case ListNode(List<Node> items, SourceRange range) -> {
        List<Value> values = new ArrayList<>();
        for (Node item : items) {
          values.add(raw(item, form, true));
        }
        yield new Value.Items(values);
      }
      case Node.TextNode text -> Value.text(text.text());
      case Node.NumberNode number -> number(Double.parseDouble(number.raw()));
      case Node.FlagNode flag -> Value.Flag.of(flag.on());
      case Node.NullNode nothing -> Value.Nothing.NULL;
      case Node.CallNode call -> Value.text(call.name() + "()");
    };
  }

  /** A float64: whole where it has no fraction, in the shortest digits. */
  static Value number(double number) {
    if (Double.isInfinite(number) || Double.isNaN(number)) {
      return Value.Decimal.of(Math.copySign(Double.MAX_VALUE, number));
    }
    if (number == Math.rint(number) && Math.abs(number) < 1e21) {
      BigInteger whole = new BigDecimal(Double.toString(number)).toBigInteger();
      return new Value.Whole(whole);
    }
    return Value.Decimal.of(number);
  }

  /** A list of one directly in the map is its element; inside that, all lists of one in maps. */
  private static Value collapse(Value value) {
    return value instanceof Value.Items(List<Value> values) && values.size() == 1
        ? collapseInside(values.getFirst())
        : value;
  }

  private static Value collapseInside(Value value) {
    return switch (value) {
      case Value.Fields(Map<String, Value> map) -> {
        Map<String, Value> collapsed = new LinkedHashMap<>();
        map.forEach((key, member) ->
            collapsed.put(
                key,
                collapseInside(
                    member instanceof Value.Items(List<Value> values) && values.size() == 1
                        ? values.getFirst()
                        : member)));
        yield new Value.Fields(collapsed);
      }
      case Value.Items(List<Value> values) ->
          new Value.Items(values.stream().map(OpaqueValue::collapseInside).toList());
      case Value.Text text -> text;
      case Value.Whole whole -> whole;
      case Value.Decimal decimal -> decimal;
      case Value.Flag flag -> flag;
      case Value.Nothing nothing -> nothing;
    };
  }

  /**
   * What to send so that a server's decoder makes {@code stored} of it: one-element lists directly
   * in the map are wrapped once more.
   */
  static Value.Fields toSend(Value.Fields stored) {
    Map<String, Value> wrapped = new LinkedHashMap<>();
    stored
        .map()
        .forEach((key, member) ->
            wrapped.put(
                key,
                member instanceof Value.Items(List<Value> values) && values.size() == 1
                    ? Value.Items.of(member)
                    : member));
    return new Value.Fields(wrapped);
  }

  /** The nulls inside lists, by path. */
  static Map<String, SourceRange> nulls(Node node, String path) {
    Map<String, SourceRange> found = new LinkedHashMap<>();
    nulls(node, path, found);
    return found;
  }

  private static void nulls(Node node, String path, Map<String, SourceRange> found) {
    if (node instanceof MapNode map) {
      map.members().forEach(member -> nulls(member.value(), path + "." + member.key(), found));
    } else if (node instanceof ListNode list) {
      for (int i = 0; i < list.items().size(); i++) {
        Node item = list.items().get(i);
        String at = path + "[" + i + "]";
        if (item instanceof Node.NullNode) {
          found.put(at, item.range());
        } else {
          nulls(item, at, found);
        }
      }
    }
  }
}
