package dev.treaty.tests.generated;

import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Field;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Makes entries of a kind from its declaration: a good one of {@link Examples}, changed at random
 * places to values that fit the fields, or almost fit.
 */
final class EntryGenerator {

  private static final List<String> TEXTS =
      List.of(
          "", "a", "web", "api", "v1", "*", "/x", "x y", "http", "TCP", "GRPC", "allow", "deny",
          "default", "é<&>", "*.a.b", "a.*.b", "10s", "global", "east", "5xx", "get", "PUT",
          "inbound");
  private static final List<String> SPANS =
      List.of("10s", "1m30s", "500ms", "-1s", "0", "1h", "15", "1.5s", "2us", "ten");
  private static final List<Long> WHOLES = List.of(0L, 1L, 2L, 5L, 80L, 100L, 101L, 443L, 65536L);
  private static final List<Double> REALS = List.of(0.0, 50.0, 33.333, 99.99, 100.0, 0.004, -1.5);
  private static final List<String> KEYS = List.of("v1", "v2", "*", "V1", "", "-a");

  private final EntryKind kind;
  private final List<Value.Fields> examples;
  private final Random random;

  EntryGenerator(EntryKind kind, long seed) {
    this.kind = kind;
    this.examples = Examples.of(kind.name());
    this.random = new Random(seed);
  }

  /** An entry that may be good or bad. */
  Value.Fields next() {
    Value.Fields entry = example();
    for (int changes = random.nextInt(5); changes > 0; changes--) {
      entry = changed(kind.shape(), entry, true);
    }
    return entry;
  }

  /** The entry changed at one place. */
  Value.Fields changed(Value.Fields entry) {
    return changed(kind.shape(), entry, true);
  }

  /** A good entry. */
  Value.Fields example() {
    return kind.name().equals("inline-certificate") && random.nextInt(8) > 0
        ? new KeyPairs(random).good()
        : one(examples);
  }

  /** The map changed at one place, here or further inside. */
  private Value.Fields changed(Shape shape, Value.Fields map, boolean top) {
    List<Field> inner =
        shape.list().stream()
            .filter(field -> map.get(field.name()).isPresent() && holdsMaps(field.type()))
            .toList();
    if (!inner.isEmpty() && random.nextInt(10) < 7) {
      Field field = inner.get(random.nextInt(inner.size()));
      Value value = map.get(field.name()).orElseThrow();
      return map.with(field.name(), inside(field.type(), value));
    }
    List<Field> fields = shape.list().stream().filter(field -> usable(field, top)).toList();
    if (fields.isEmpty()) {
      return map;
    }
    Field field = fields.get(random.nextInt(fields.size()));
    return switch (random.nextInt(16)) {
      case 0 -> map.without(field.name());
      case 1 -> renamed(map, field);
      case 2 -> map.with(field.name() + "x", Value.text("unknown"));
      case 3 -> map.with(field.name(), odd());
      default -> map.with(field.name(), value(field, 0));
    };
  }

  private boolean usable(Field field, boolean top) {
    boolean fixed = top && (field.name().equals("Kind") || field.name().equals("Name"));
    boolean rare = !field.isShown() || field.enterprise();
    return !fixed && (!rare || random.nextInt(8) == 0);
  }

  private Value.Fields renamed(Value.Fields map, Field field) {
    Optional<Value> value = map.get(field.name());
    if (value.isEmpty() || field.name().equals("Kind")) {
      return map;
    }
    String other =
        switch (random.nextInt(3)) {
          case 0 -> field.name().toLowerCase(Locale.ROOT);
          case 1 -> field.alias().spelling().isEmpty() ? "Nope" : field.alias().spelling();
          default -> field.name().substring(1);
        };
    return map.without(field.name()).with(other, value.get());
  }

  private Value odd() {
    return switch (random.nextInt(6)) {
      case 0 -> Value.Nothing.NULL;
      case 1 -> Value.Items.EMPTY;
      case 2 -> Value.Fields.EMPTY;
      case 3 -> Value.Whole.of(7);
      case 4 -> Value.Flag.TRUE;
      default -> Value.text("odd");
    };
  }

  private static boolean holdsMaps(Type type) {
    return type instanceof Type.Struct
        || type instanceof Type.Structs
        || type instanceof Type.StructMap;
  }

  private Value inside(Type type, Value value) {
    if (type instanceof Type.Struct(Shape shape) && value instanceof Value.Fields fields) {
      return changed(shape, fields, false);
    }
    if (type instanceof Type.StructMap(Shape shape, String goType)
        && value instanceof Value.Fields fields
        && !fields.map().isEmpty()) {
      List<String> keys = List.copyOf(fields.map().keySet());
      String key = keys.get(random.nextInt(keys.size()));
      return fields.with(key, changed(shape, fields.fields(key), false));
    }
    if (type instanceof Type.Structs structs
        && value instanceof Value.Items(List<Value> items)
        && !items.isEmpty()) {
      int index = random.nextInt(items.size());
      List<Value> changed = new ArrayList<>(items);
      if (items.get(index) instanceof Value.Fields fields) {
        Value.Fields other = changed(structs.shape(), fields, false);
        if (random.nextInt(12) == 0) {
          changed.add(other);
        } else {
          changed.set(index, other);
        }
      }
      return new Value.Items(changed);
    }
    return value;
  }

  Value value(Field field, int depth) {
    List<String> legal = field.note().values();
    if (!legal.isEmpty() && random.nextInt(6) > 0) {
      return Value.text(one(legal));
    }
    return value(field.type(), depth);
  }

  private Value value(Type type, int depth) {
    return switch (type) {
      case Type.Text text -> Value.text(one(TEXTS));
      case Type.Whole whole -> Value.Whole.of(one(WHOLES));
      case Type.Real real -> Value.Decimal.of(one(REALS));
      case Type.Flag flag -> Value.Flag.of(random.nextBoolean());
      case Type.Span span ->
          random.nextInt(5) == 0 ? Value.Whole.of(one(WHOLES)) : Value.text(one(SPANS));
      case Type.Time time -> Value.text("2026-01-31T12:00:00Z");
      case Type.Bytes bytes -> Value.text("aGVsbG8=");
      case Type.Scalars scalars -> list(scalars.element(), 3, depth);
      case Type.Structs structs -> list(new Type.Struct(structs.shape()), 2, depth);
      case Type.Struct(Shape shape) -> map(shape, depth + 1);
      case Type.StructMap(Shape shape, String goType) -> {
        Map<String, Value> map = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          map.put(one(KEYS), map(shape, depth + 1));
        }
        yield new Value.Fields(map);
      }
      case Type.TextMap texts -> new Value.Fields(Map.of(one(TEXTS) + "k", Value.text(one(TEXTS))));
      case Type.Opaque opaque ->
          new Value.Fields(
              Map.of("k", odd(), "l", Value.Items.of(Value.text("x")), "n", Value.Decimal.of(1.5)));
    };
  }

  private Value list(Type element, int most, int depth) {
    List<Value> items = new ArrayList<>();
    for (int i = random.nextInt(most); i > 0; i--) {
      items.add(value(element, depth));
    }
    return new Value.Items(items);
  }

  private Value map(Shape shape, int depth) {
    Map<String, Value> map = new LinkedHashMap<>();
    for (Field field : shape.list()) {
      if (usable(field, false) && depth < 5 && random.nextInt(3) == 0) {
        map.put(field.name(), value(field, depth));
      }
    }
    return new Value.Fields(map);
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
