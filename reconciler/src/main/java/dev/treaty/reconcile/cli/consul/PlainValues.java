package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.syntax.Node;
import dev.treaty.model.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A document's nodes as values without positions. */
final class PlainValues {

  private PlainValues() {}

  static Value.Fields of(Node.MapNode node) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (Node.Member member : node.members()) {
      fields.put(member.key(), of(member.value()));
    }
    return new Value.Fields(fields);
  }

  private static Value of(Node node) {
    return switch (node) {
      case Node.MapNode map -> of(map);
      case Node.ListNode list -> {
        List<Value> items = new ArrayList<>();
        list.items().forEach(item -> items.add(of(item)));
        yield new Value.Items(items);
      }
      case Node.TextNode text -> Value.text(text.text());
      case Node.NumberNode number -> {
        BigDecimal decimal = new BigDecimal(number.raw());
        yield number.isWhole()
            ? new Value.Whole(decimal.toBigIntegerExact())
            : new Value.Decimal(decimal);
      }
      case Node.FlagNode flag -> Value.Flag.of(flag.on());
      case Node.NullNode nothing -> Value.Nothing.NULL;
      case Node.CallNode call -> Value.text(call.name() + "(\"" + call.argument() + "\")");
    };
  }
}
