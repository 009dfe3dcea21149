package dev.treaty.tests.generated;

import dev.treaty.model.entry.ResourceKinds;
import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.Field;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes an entry's body in the forms in which users write it. */
final class Forms {

  private Forms() {}

  /** Every value as an attribute. */
  static String hcl(Value.Fields body) {
    return members(body, false);
  }

  /** Maps as blocks, lists of maps as repeated ones. */
  static String hclBlocks(Value.Fields body) {
    return members(body, true);
  }

  /** As an agent's configuration has it. */
  static String bootstrap(Value.Fields body) {
    return "datacenter = \"dc1\"\nconfig_entries {\nbootstrap {\n"
        + members(body, false)
        + "\n}\n}\n";
  }

  static String json(Value.Fields body) {
    return ValueJson.write(body);
  }

  /** JSON is YAML; the keys of some users begin in lower case. */
  static String yaml(Value.Fields body) {
    return ValueJson.write(lower(body));
  }

  /** YAML in blocks. */
  static String yamlBlocks(Value.Fields body) {
    StringBuilder out = new StringBuilder();
    yaml(body, "", out);
    return out.toString();
  }

  private static void yaml(Value value, String indent, StringBuilder out) {
    switch (value) {
      case Value.Fields(Map<String, Value> map) when !map.isEmpty() ->
          map.forEach((key, member) -> {
            out.append(indent).append(ValueJson.quote(key)).append(':');
            below(member, indent, out);
          });
      case Value.Items(List<Value> items) when !items.isEmpty() ->
          items.forEach(item -> {
            out.append(indent).append('-');
            below(item, indent, out);
          });
      default -> out.append(indent).append(ValueJson.write(value)).append('\n');
    }
  }

  private static void below(Value value, String indent, StringBuilder out) {
    boolean nested =
        (value instanceof Value.Fields fields && !fields.map().isEmpty())
            || (value instanceof Value.Items(List<Value> items) && !items.isEmpty());
    if (nested) {
      out.append('\n');
      yaml(value, indent + "  ", out);
    } else {
      out.append(' ').append(ValueJson.write(value)).append('\n');
    }
  }

  /** The custom resource; empty where consul-k8s has none for the kind. */
  static Optional<String> resource(Value.Fields body) {
    String kind = body.text("Kind");
    String name = kind.equals("mesh") ? "mesh" : body.text("Name");
    Value.Fields lower = lower(body).without("kind").without("name").without("meta");
    if (kind.equals("service-intentions")) {
      Value.Fields destination = Value.Fields.EMPTY.with("name", Value.text(name));
      if (!body.text("Namespace").isEmpty()) {
        lower = lower.without("namespace");
        destination = destination.with("namespace", Value.text(body.text("Namespace")));
      }
      lower = lower.with("destination", destination);
    }
    String written = ValueJson.write(lower);
    return ResourceKinds.ofEntry(kind)
        .map(resource ->
            "apiVersion: consul.hashicorp.com/v1alpha1\nkind: "
                + resource
                + "\nmetadata: {name: "
                + ValueJson.quote(name)
                + "}\nspec: "
                + written
                + "\n");
  }

  private static String members(Value.Fields map, boolean blocks) {
    return map.map().entrySet().stream()
        .map(member -> member(member.getKey(), member.getValue(), blocks))
        .collect(Collectors.joining("\n"));
  }

  private static String member(String key, Value value, boolean blocks) {
    if (blocks && value instanceof Value.Fields fields) {
      return quoted(key) + " {\n" + members(fields, true) + "\n}";
    }
    if (blocks
        && value instanceof Value.Items(List<Value> values)
        && !values.isEmpty()
        && values.stream().allMatch(Value.Fields.class::isInstance)) {
      return values.stream().map(each -> member(key, each, true)).collect(Collectors.joining("\n"));
    }
    return quoted(key) + " = " + value(value, blocks);
  }

  private static String value(Value value, boolean blocks) {
    return switch (value) {
      case Value.Fields fields -> "{\n" + members(fields, blocks) + "\n}";
      case Value.Items(List<Value> values) ->
          values.stream()
              .map(each -> value(each, blocks))
              .collect(Collectors.joining(",\n", "[\n", "\n]"));
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

  /** The body under the names that consul-k8s gives its fields. */
  private static Value.Fields lower(Value.Fields body) {
    return AllKinds.find(body.text("Kind")).map(kind -> labelled(kind.shape(), body)).orElseThrow();
  }

  private static Value.Fields labelled(Shape shape, Value.Fields map) {
    Value.Fields lower = Value.Fields.EMPTY;
    for (Map.Entry<String, Value> member : map.map().entrySet()) {
      Optional<Field> field =
          shape.list().stream().filter(each -> each.name().equals(member.getKey())).findFirst();
      lower =
          lower.with(
              field
                  .map(Field::label)
                  .filter(label -> map.get(label).isEmpty())
                  .orElse(member.getKey()),
              field
                  .map(known -> labelled(known.type(), member.getValue()))
                  .orElse(member.getValue()));
    }
    return lower;
  }

  private static Value labelled(Type type, Value value) {
    if (type instanceof Type.Struct(Shape shape) && value instanceof Value.Fields map) {
      return labelled(shape, map);
    }
    if (type instanceof Type.Structs list && value instanceof Value.Items(List<Value> items)) {
      Type element = new Type.Struct(list.shape());
      return new Value.Items(items.stream().map(each -> labelled(element, each)).toList());
    }
    if (type instanceof Type.StructMap(Shape shape, String goType)
        && value instanceof Value.Fields map) {
      Value.Fields named = Value.Fields.EMPTY;
      for (Map.Entry<String, Value> member : map.map().entrySet()) {
        named = named.with(member.getKey(), labelled(new Type.Struct(shape), member.getValue()));
      }
      return named;
    }
    return value;
  }
}
