package dev.treaty.model.entry;

import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes an entry's body in the forms in which users write it. */
final class Forms {

  private static final Map<String, String> RESOURCES =
      Map.of(
          "service-defaults", "ServiceDefaults",
          "proxy-defaults", "ProxyDefaults",
          "service-intentions", "ServiceIntentions",
          "exported-services", "ExportedServices");

  private Forms() {}

  static String hcl(Value.Fields body) {
    return members(body);
  }

  static String json(Value.Fields body) {
    return ValueJson.write(body);
  }

  /** JSON is YAML; the keys of some users begin in lower case. */
  static String yaml(Value.Fields body) {
    return ValueJson.write(lower(body));
  }

  static String resource(Value.Fields body) {
    String kind = body.text("Kind");
    String name = body.text("Name");
    Value.Fields spec = body.without("Kind").without("Name").without("Meta");
    Value.Fields lower = (Value.Fields) lower(spec);
    if (kind.equals("service-intentions")) {
      lower = lower.with("destination", Value.Fields.EMPTY.with("name", Value.text(name)));
    }
    return "apiVersion: consul.hashicorp.com/v1alpha1\nkind: "
        + RESOURCES.get(kind)
        + "\nmetadata: {name: "
        + ValueJson.quote(name)
        + "}\nspec: "
        + ValueJson.write(lower)
        + "\n";
  }

  private static String members(Value.Fields map) {
    return map.map().entrySet().stream()
        .map(member -> quoted(member.getKey()) + " = " + value(member.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String value(Value value) {
    return switch (value) {
      case Value.Fields fields -> "{\n" + members(fields) + "\n}";
      case Value.Items(List<Value> values) ->
          values.stream().map(Forms::value).collect(Collectors.joining(",\n", "[\n", "\n]"));
      case Value.Text(String text) -> quoted(text);
      case Value.Whole whole -> ValueJson.write(whole);
      case Value.Decimal decimal -> ValueJson.write(decimal);
      case Value.Flag flag -> ValueJson.write(flag);
      case Value.Nothing nothing -> throw new IllegalArgumentException("HCL has no null");
    };
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            out.append('\\').appendCodePoint(c);
          } else if (c < 0x20) {
            out.append(String.format(Locale.ROOT, "\\u%04x", c));
          } else {
            out.appendCodePoint(c);
          }
        });
    return out.append('"').toString();
  }

  private static Value lower(Value value) {
    if (value instanceof Value.Items(List<Value> values)) {
      return new Value.Items(values.stream().map(Forms::lower).toList());
    }
    if (!(value instanceof Value.Fields(Map<String, Value> map))) {
      return value;
    }
    Value.Fields lower = Value.Fields.EMPTY;
    for (Map.Entry<String, Value> member : map.entrySet()) {
      String key = member.getKey();
      boolean opaque = List.of("Config", "Arguments", "Meta").contains(key);
      lower =
          lower.with(
              key.substring(0, 1).toLowerCase(Locale.ROOT) + key.substring(1),
              opaque ? member.getValue() : lower(member.getValue()));
    }
    return lower;
  }
}
