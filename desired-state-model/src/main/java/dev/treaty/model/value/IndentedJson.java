package dev.treaty.model.value;

import java.util.Iterator;
import java.util.Map;

/** JSON on several lines as Go's {@code MarshalIndent} writes it. */
public final class IndentedJson {

  private IndentedJson() {}

  /** The value with {@code step} as the indentation of one level; no newline at the end. */
  public static String of(Value value, String step) {
    StringBuilder out = new StringBuilder();
    append(out, value, "\n", step);
    return out.toString();
  }

  private static void append(StringBuilder out, Value value, String line, String step) {
    switch (value) {
      case Value.Fields(Map<String, Value> map) when !map.isEmpty() -> {
        out.append('{');
        for (Iterator<Map.Entry<String, Value>> it = map.entrySet().iterator(); it.hasNext(); ) {
          Map.Entry<String, Value> field = it.next();
          out.append(line).append(step).append(ValueJson.write(Value.text(field.getKey())));
          out.append(": ");
          append(out, field.getValue(), line + step, step);
          out.append(it.hasNext() ? "," : "");
        }
        out.append(line).append('}');
      }
      case Value.Items(var items) when !items.isEmpty() -> {
        out.append('[');
        for (Iterator<Value> it = items.iterator(); it.hasNext(); ) {
          out.append(line).append(step);
          append(out, it.next(), line + step, step);
          out.append(it.hasNext() ? "," : "");
        }
        out.append(line).append(']');
      }
      case Value.Fields fields -> out.append("{}");
      case Value.Items items -> out.append("[]");
      case Value.Text text -> out.append(ValueJson.write(text));
      case Value.Whole whole -> out.append(ValueJson.write(whole));
      case Value.Decimal decimal -> out.append(ValueJson.write(decimal));
      case Value.Flag flag -> out.append(ValueJson.write(flag));
      case Value.Nothing nothing -> out.append("null");
    }
  }
}
