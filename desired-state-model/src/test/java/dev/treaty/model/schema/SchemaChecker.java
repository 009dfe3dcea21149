package dev.treaty.model.schema;

import dev.treaty.model.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks values against the part of JSON Schema that our schemas use, and refuses other parts. */
public final class SchemaChecker {

  private static final Set<String> KNOWN =
      Set.of(
          "$schema",
          "$id",
          "$defs",
          "title",
          "description",
          "$ref",
          "type",
          "enum",
          "const",
          "properties",
          "patternProperties",
          "additionalProperties",
          "required",
          "items",
          "anyOf",
          "allOf",
          "else",
          "if",
          "then",
          "pattern",
          "minimum",
          "maximum",
          "minItems",
          "maxItems");

  private final Value.Fields root;
  private final List<String> faults = new ArrayList<>();

  private SchemaChecker(Value.Fields root) {
    this.root = root;
  }

  /** What the schema has against the value. */
  public static List<String> faults(Value.Fields schema, Value value) {
    SchemaChecker checker = new SchemaChecker(schema);
    checker.check(schema, value, "$");
    return checker.faults;
  }

  private boolean holds(Value.Fields schema, Value value) {
    SchemaChecker inner = new SchemaChecker(root);
    inner.check(schema, value, "$");
    return inner.faults.isEmpty();
  }

  private void fault(String path, String what) {
    faults.add(path + ": " + what);
  }

  private void check(Value.Fields schema, Value value, String path) {
    for (String key : schema.map().keySet()) {
      if (!KNOWN.contains(key)) {
        throw new IllegalArgumentException("the checker does not know " + key);
      }
    }
    String reference = schema.text("$ref");
    if (!reference.isEmpty()) {
      String name = reference.substring("#/$defs/".length());
      Value definition = root.fields("$defs").get(name).orElseThrow();
      check((Value.Fields) definition, value, path);
    }
    schema.get("type").ifPresent(type -> type(type, value, path));
    schema
        .get("const")
        .filter(only -> !only.equals(value))
        .ifPresent(only -> fault(path, value + " is not " + only));
    if (schema.get("enum").isPresent() && !schema.items("enum").contains(value)) {
      fault(path, value + " is none of " + schema.items("enum"));
    }
    if (schema.get("anyOf").isPresent()
        && schema.maps("anyOf").stream().noneMatch(one -> holds(one, value))) {
      schema.maps("anyOf").stream().limit(1).forEach(one -> check(one, value, path));
    }
    schema.maps("allOf").forEach(one -> check(one, value, path));
    if (schema.get("if").isPresent()) {
      check(schema.fields(holds(schema.fields("if"), value) ? "then" : "else"), value, path);
    }
    switch (value) {
      case Value.Fields fields -> map(schema, fields, path);
      case Value.Items(List<Value> items) -> {
        if (schema.get("items").isPresent()) {
          for (int i = 0; i < items.size(); i++) {
            check(schema.fields("items"), items.get(i), path + "[" + i + "]");
          }
        }
        bound(schema, "minItems", BigInteger.valueOf(items.size()), path);
        bound(schema, "maxItems", BigInteger.valueOf(items.size()), path);
      }
      case Value.Text(String text) -> {
        String pattern = schema.text("pattern");
        if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(text).find()) {
          fault(path, text + " does not match " + pattern);
        }
      }
      case Value.Whole(BigInteger number) -> {
        bound(schema, "minimum", number, path);
        bound(schema, "maximum", number, path);
      }
      case Value.Decimal decimal -> {}
      case Value.Flag flag -> {}
      case Value.Nothing nothing -> {}
    }
  }

  private void bound(Value.Fields schema, String key, BigInteger number, String path) {
    if (schema.get(key).orElse(Value.Nothing.NULL) instanceof Value.Whole(BigInteger limit)) {
      int side = number.compareTo(limit);
      if (key.startsWith("min") ? side < 0 : side > 0) {
        fault(path, number + " is beyond " + key + " " + limit);
      }
    }
  }

  private void map(Value.Fields schema, Value.Fields value, String path) {
    for (Value required : schema.items("required")) {
      if (value.get(((Value.Text) required).text()).isEmpty()) {
        fault(path, required + " is missing");
      }
    }
    value
        .map()
        .forEach((key, member) -> {
          String at = path + "." + key;
          boolean known = schema.fields("properties").get(key).isPresent();
          if (known) {
            check(schema.fields("properties").fields(key), member, at);
          }
          for (Map.Entry<String, Value> pattern :
              schema.fields("patternProperties").map().entrySet()) {
            if (Pattern.compile(pattern.getKey()).matcher(key).find()) {
              known = true;
              check((Value.Fields) pattern.getValue(), member, at);
            }
          }
          if (!known) {
            switch (schema.get("additionalProperties").orElse(Value.Flag.TRUE)) {
              case Value.Flag(boolean allowed) when !allowed -> fault(at, "is unknown");
              case Value.Fields others -> check(others, member, at);
              default -> {}
            }
          }
        });
  }

  private void type(Value type, Value value, String path) {
    List<Value> types = type instanceof Value.Items(List<Value> several) ? several : List.of(type);
    String is =
        switch (value) {
          case Value.Fields fields -> "object";
          case Value.Items items -> "array";
          case Value.Text text -> "string";
          case Value.Whole whole -> "integer";
          case Value.Decimal decimal -> "number";
          case Value.Flag flag -> "boolean";
          case Value.Nothing nothing -> "null";
        };
    boolean fits =
        types.contains(Value.text(is))
            || (is.equals("integer") && types.contains(Value.text("number")));
    if (!fits) {
      fault(path, "is " + is + ", not " + types);
    }
  }
}
