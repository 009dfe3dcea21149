package dev.treaty.diff;

import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.List;
import java.util.Map;

/** JSON with two spaces of indentation, so that two plans can be compared line by line. */
final class PrettyJson {

  private final StringBuilder out = new StringBuilder();

  private PrettyJson() {}

  static String of(Value value) {
    PrettyJson json = new PrettyJson();
    json.write(value, 0);
    return json.out.append('\n').toString();
  }

  private void write(Value value, int depth) {
    switch (value) {
      case Value.Fields(Map<String, Value> map) -> fields(map, depth);
      case Value.Items(List<Value> values) -> items(values, depth);
      case Value.Text text -> out.append(ValueJson.write(text));
      case Value.Whole whole -> out.append(ValueJson.write(whole));
      case Value.Decimal decimal -> out.append(ValueJson.write(decimal));
      case Value.Flag flag -> out.append(ValueJson.write(flag));
      case Value.Nothing nothing -> out.append("null");
    }
  }

  private void fields(Map<String, Value> map, int depth) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    String before = "{";
    for (Map.Entry<String, Value> field : map.entrySet()) {
      out.append(before);
      line(depth + 1);
      out.append(ValueJson.quote(field.getKey())).append(": ");
      write(field.getValue(), depth + 1);
      before = ",";
    }
    line(depth);
    out.append('}');
  }

  private void items(List<Value> values, int depth) {
    if (values.isEmpty()) {
      out.append("[]");
      return;
    }
    String before = "[";
    for (Value value : values) {
      out.append(before);
      line(depth + 1);
      write(value, depth + 1);
      before = ",";
    }
    line(depth);
    out.append(']');
  }

  private void line(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }
}
