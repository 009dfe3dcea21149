package dev.treaty.model.schema;

import dev.treaty.model.schema.Field.Presence;
import dev.treaty.model.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The declaration of a kind as JSON Schema (draft 2020-12) for editors.
 *
 * <p>It is for Consul's own spelling, which it completes; aliases pass. It refuses what every
 * release and edition refuses by the shape alone, and takes what a server answers.
 */
public final class JsonSchema {

  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private final IdentityHashMap<Shape, String> names = new IdentityHashMap<>();
  private final Map<String, Value> definitions = new LinkedHashMap<>();

  private JsonSchema() {}

  /** The schema of one kind, as a document of its own. */
  public static Value.Fields of(EntryKind kind) {
    JsonSchema schema = new JsonSchema();
    Value.Fields body = schema.body(kind);
    return document(kind.name(), kind.purpose())
        .with("$ref", body.get("$ref").orElse(Value.text("")))
        .with("$defs", new Value.Fields(schema.definitions));
  }

  /** The schema of an entry of any of the kinds. */
  public static Value.Fields ofAny(List<EntryKind> kinds) {
    JsonSchema schema = new JsonSchema();
    List<Value> branches = new ArrayList<>();
    List<Value> known = new ArrayList<>();
    for (EntryKind kind : kinds) {
      known.add(Value.text(kind.name()));
      Value.Fields is = object("properties", object("Kind", object("const", text(kind.name()))));
      branches.add(
          object("if", is.with("required", Value.Items.of(text("Kind"))))
              .with("then", schema.body(kind)));
    }
    Value.Fields entry =
        object("type", text("object"))
            .with("required", Value.Items.of(text("Kind")))
            .with("properties", object("Kind", object("enum", new Value.Items(known))))
            .with("allOf", new Value.Items(branches));
    // Custom resources stand in the same folders; their schemas come with consul-k8s.
    return document("config entry", "A Consul config entry of any kind.")
        .with("if", object("required", Value.Items.of(text("apiVersion"))))
        .with("then", object("type", text("object")))
        .with("else", entry)
        .with("$defs", new Value.Fields(schema.definitions));
  }

  /** The beginning of a schema document. */
  public static Value.Fields document(String title, String description) {
    return object("$schema", text(DIALECT))
        .with("$id", text("urn:treaty:schema:" + title.replace(' ', '-')))
        .with("title", text(title))
        .with("description", text(description));
  }

  private Value.Fields body(EntryKind kind) {
    String name = kind.name();
    if (!names.containsKey(kind.shape())) {
      names.put(kind.shape(), name);
      definitions.put(name, Value.Fields.EMPTY);
      Value.Fields map = map(kind.shape(), name);
      Value.Fields kindOnly = object("const", text(name)).with("description", text(kind.purpose()));
      List<Value> required = new ArrayList<>(List.of(text("Kind")));
      if (kind.shape().list().stream().anyMatch(field -> field.name().equals("Name"))) {
        required.add(text("Name"));
      }
      definitions.put(
          name,
          map.with("properties", map.fields("properties").with("Kind", kindOnly))
              .with("required", new Value.Items(required)));
    }
    return reference(name);
  }

  private Value.Fields reference(Shape shape, String path) {
    String name = names.get(shape);
    if (name == null) {
      name = path;
      names.put(shape, name);
      definitions.put(name, Value.Fields.EMPTY);
      definitions.put(name, map(shape, name));
    }
    return reference(name);
  }

  private static Value.Fields reference(String name) {
    return object("$ref", text("#/$defs/" + name));
  }

  private Value.Fields map(Shape shape, String path) {
    Map<String, Value> properties = new LinkedHashMap<>();
    Map<String, Value> others = new LinkedHashMap<>();
    for (Field field : shape.list()) {
      if (!field.isShown()) {
        continue;
      }
      Value.Fields schema = nullable(field, schema(field, path));
      Set<String> spellings = spellings(field);
      properties.put(field.name(), describe(field, schema));
      if (!spellings.isEmpty()) {
        // Spellings are letters, digits and underscores: nothing that a pattern would take amiss.
        others.put("^(" + String.join("|", spellings) + ")$", schema);
      }
    }
    Value.Fields map =
        object("type", text("object")).with("properties", new Value.Fields(properties));
    if (!others.isEmpty()) {
      map = map.with("patternProperties", new Value.Fields(others));
    }
    return map.with("additionalProperties", Value.Flag.FALSE);
  }

  private static Set<String> spellings(Field field) {
    Set<String> spellings = new LinkedHashSet<>();
    spellings.add(field.name().toLowerCase(Locale.ROOT));
    spellings.add(field.label());
    if (!field.alias().spelling().isEmpty()) {
      spellings.add(field.alias().spelling());
    }
    spellings.remove(field.name());
    return spellings;
  }

  private static Value.Fields describe(Field field, Value.Fields schema) {
    List<String> said = new ArrayList<>();
    if (!field.note().text().isEmpty()) {
      said.add(field.note().text());
    }
    if (field.since().isLater()) {
      said.add("Since Consul " + field.since() + ".");
    }
    if (field.enterprise()) {
      said.add("Enterprise edition only.");
    }
    if (field.derived()) {
      said.add("Set by the server.");
    }
    return said.isEmpty() ? schema : schema.with("description", text(String.join(" ", said)));
  }

  /** Servers print some absent values as null. */
  private static Value.Fields nullable(Field field, Value.Fields schema) {
    boolean printed =
        field.presence() == Presence.NULLABLE
            || (field.presence() == Presence.ALWAYS && !(field.type() instanceof Type.Scalar));
    if (!printed) {
      return schema;
    }
    Value.Fields nothing = object("type", text("null"));
    return object("anyOf", Value.Items.of(schema, nothing));
  }

  private Value.Fields schema(Field field, String path) {
    List<String> legal = field.note().values();
    if (field.type() instanceof Type.Text && !legal.isEmpty()) {
      Set<String> values = new LinkedHashSet<>(legal);
      if (field.presence() == Presence.ALWAYS) {
        values.add("");
      }
      return object("enum", new Value.Items(values.stream().map(v -> (Value) text(v)).toList()));
    }
    return schema(field.type(), path + "." + field.name());
  }

  private Value.Fields schema(Type type, String path) {
    return switch (type) {
      case Type.Text t -> of("string");
      case Type.Bytes t -> of("string");
      case Type.Time t -> of("string");
      case Type.Flag t -> of("boolean");
      case Type.Real t -> of("number");
      case Type.Whole(String goType) -> whole(goType);
      case Type.Span t ->
          object("type", Value.Items.of(text("string"), text("integer")))
              .with("pattern", text("^-?([0-9]+(\\.[0-9]*)?(ns|us|µs|μs|ms|s|m|h))+$|^0?$"));
      case Type.Scalars scalars -> list(schema(scalars.element(), path));
      case Type.Structs structs -> list(reference(structs.shape(), path));
      case Type.Struct(Shape shape) -> reference(shape, path);
      case Type.StructMap(Shape shape, String goType) ->
          of("object").with("additionalProperties", reference(shape, path));
      case Type.TextMap t -> of("object").with("additionalProperties", of("string"));
      case Type.Opaque t -> of("object");
    };
  }

  private static Value.Fields whole(String goType) {
    return switch (goType) {
      case "uint8", "uint32", "uint64" -> {
        int bits = Integer.parseInt(goType.substring(4));
        BigInteger most = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        yield of("integer")
            .with("minimum", Value.Whole.of(0))
            .with("maximum", new Value.Whole(most));
      }
      default -> of("integer");
    };
  }

  private static Value.Fields list(Value.Fields items) {
    return of("array").with("items", items);
  }

  private static Value.Fields of(String type) {
    return object("type", text(type));
  }

  private static Value.Fields object(String key, Value value) {
    return Value.Fields.EMPTY.with(key, value);
  }

  private static Value.Text text(String text) {
    return Value.text(text);
  }
}
