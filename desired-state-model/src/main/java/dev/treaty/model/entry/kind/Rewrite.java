package dev.treaty.model.entry.kind;

import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Small changes to decoded maps. */
final class Rewrite {

  private Rewrite() {}

  /** The map with every map of the list under the key changed. */
  static Value.Fields each(Value.Fields map, String key, UnaryOperator<Value.Fields> change) {
    if (map.items(key).isEmpty()) {
      return map;
    }
    List<Value> changed = new ArrayList<>();
    for (Value item : map.items(key)) {
      changed.add(item instanceof Value.Fields fields ? change.apply(fields) : item);
    }
    return map.with(key, new Value.Items(changed));
  }

  /** The map with the map under the key changed, if it is there. */
  static Value.Fields inner(Value.Fields map, String key, UnaryOperator<Value.Fields> change) {
    return map.get(key).orElse(Value.Nothing.NULL) instanceof Value.Fields fields
        ? map.with(key, change.apply(fields))
        : map;
  }

  /** The map with the text under the key changed, if it is there. */
  static Value.Fields text(Value.Fields map, String key, UnaryOperator<String> change) {
    return map.get(key).orElse(Value.Nothing.NULL) instanceof Value.Text(String text)
        ? map.with(key, Value.text(change.apply(text)))
        : map;
  }

  /** The map with every text of the list under the key changed. */
  static Value.Fields eachText(Value.Fields map, String key, UnaryOperator<String> change) {
    if (map.items(key).isEmpty()) {
      return map;
    }
    List<Value> changed = new ArrayList<>();
    for (Value item : map.items(key)) {
      changed.add(item instanceof Value.Text(String text) ? Value.text(change.apply(text)) : item);
    }
    return map.with(key, new Value.Items(changed));
  }

  /** The texts of the list under the key. */
  static List<String> texts(Value.Fields map, String key) {
    List<String> texts = new ArrayList<>();
    for (Value item : map.items(key)) {
      if (item instanceof Value.Text(String text)) {
        texts.add(text);
      }
    }
    return texts;
  }
}
