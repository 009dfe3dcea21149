package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads plain texts out of an answer. */
final class Texts {

  private Texts() {}

  /** A map of texts; other values are passed over. */
  static Map<String, String> map(Value.Fields fields) {
    Map<String, String> texts = new TreeMap<>();
    fields
        .map()
        .forEach((key, value) -> {
          if (value instanceof Value.Text(String text)) {
            texts.put(key, text);
          }
        });
    return texts;
  }

  static List<String> list(List<Value> values) {
    List<String> texts = new ArrayList<>();
    for (Value value : values) {
      if (value instanceof Value.Text(String text)) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** A number's digits, {@code 0} where there is none. */
  static String number(Value.Fields fields, String key) {
    return fields.get(key).orElse(Value.Nothing.NULL) instanceof Value.Whole(var number)
        ? number.toString()
        : "0";
  }
}
