package dev.treaty.tests.generated;

import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Field;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Spoils entries of a kind by its declaration: wrong types, numbers out of range, keys that do not
 * exist or are missing, bad words and names, fields that exclude each other.
 */
final class BadEntries {

  private final EntryKind kind;
  private final EntryGenerator good;
  private final BadValues values;
  private final BadArguments arguments;
  private final KeyPairs keys;
  private final Random random;

  BadEntries(EntryKind kind, long seed) {
    this.kind = kind;
    this.good = new EntryGenerator(kind, seed);
    this.random = new Random(seed + 1);
    this.values = new BadValues(random);
    this.arguments = new BadArguments(random, values);
    this.keys = new KeyPairs(random);
  }

  /** An entry that is bad, nearly always. */
  Value.Fields next() {
    if (kind.name().equals("inline-certificate") && random.nextInt(3) > 0) {
      return keys.bad();
    }
    Value.Fields example = good.example();
    if (!example.items("EnvoyExtensions").isEmpty() && random.nextBoolean()) {
      return extended(example);
    }
    Value.Fields entry = good.next();
    for (int spoilt = random.nextInt(3); spoilt >= 0; spoilt--) {
      entry = random.nextInt(12) == 0 ? head(entry) : spoil(kind.shape(), entry);
    }
    return entry;
  }

  /** Spoils the arguments of extensions and nothing else. */
  private Value.Fields extended(Value.Fields entry) {
    List<Value> extensions = new ArrayList<>();
    for (Value.Fields extension : entry.maps("EnvoyExtensions")) {
      Value spoilt = extension.fields("Arguments");
      for (int times = random.nextInt(3); times >= 0; times--) {
        spoilt = arguments.spoil(spoilt);
      }
      extensions.add(extension.with("Arguments", spoilt));
    }
    return entry.with("EnvoyExtensions", new Value.Items(extensions));
  }

  /** Spoils what every kind has. */
  private Value.Fields head(Value.Fields entry) {
    return switch (random.nextInt(8)) {
      case 0 -> entry.with("Kind", values.any(1));
      case 1 -> entry.with("Kind", Value.text(kind.name().toUpperCase(Locale.ROOT)));
      case 2 -> entry.without("Kind").with("kind", Value.text(kind.name()));
      case 3 -> entry.without("Kind").with("KIND", Value.text(kind.name()));
      case 4 -> entry.without("Name");
      case 5 -> entry.with("CreateIndex", values.any(1)).with("Hash", values.any(1));
      case 6 -> entry.with("Meta", values.any(2));
      default -> entry.with("Name", values.any(1));
    };
  }

  private Value.Fields spoil(Shape shape, Value.Fields map) {
    List<Field> inner =
        shape.list().stream()
            .filter(field -> map.get(field.name()).filter(BadEntries::isFull).isPresent())
            .filter(field -> holdsMaps(field.type()))
            .toList();
    if (!inner.isEmpty() && random.nextInt(10) < 7) {
      Field field = inner.get(random.nextInt(inner.size()));
      return map.with(field.name(), inside(field.type(), map.get(field.name()).orElseThrow()));
    }
    if (shape.list().isEmpty()) {
      return map.with("x", values.any(1));
    }
    Field field = shape.list().get(random.nextInt(shape.list().size()));
    if (field.name().equals("Kind")) {
      return map;
    }
    return switch (random.nextInt(12)) {
      case 0 -> map.without(field.name());
      case 1 -> map.with(values.key(field), values.any(1));
      case 2 -> renamed(map, field, field.name().toUpperCase(Locale.ROOT));
      case 3 -> renamed(map, field, field.alias().spelling());
      case 4, 5 -> several(shape, map);
      default -> map.with(field.name(), values.of(field));
    };
  }

  private static boolean isFull(Value value) {
    return switch (value) {
      case Value.Fields(Map<String, Value> map) -> !map.isEmpty();
      case Value.Items(List<Value> items) -> !items.isEmpty();
      case Value.Text text -> false;
      case Value.Whole whole -> false;
      case Value.Decimal decimal -> false;
      case Value.Flag flag -> false;
      case Value.Nothing nothing -> false;
    };
  }

  private static boolean holdsMaps(Type type) {
    return type instanceof Type.Struct
        || type instanceof Type.Structs
        || type instanceof Type.StructMap
        || type instanceof Type.Opaque;
  }

  /** Sets several fields of one map, which may exclude each other. */
  private Value.Fields several(Shape shape, Value.Fields map) {
    Value.Fields full = map;
    for (Field field : shape.list()) {
      if (field.isShown()
          && !field.enterprise()
          && !field.name().equals("Kind")
          && !field.name().equals("Name")
          && random.nextInt(3) == 0) {
        full = full.with(field.name(), good.value(field, 3));
      }
    }
    return full;
  }

  private Value.Fields renamed(Value.Fields map, Field field, String other) {
    return other.isEmpty() || other.equals(field.name())
        ? map
        : map.get(field.name())
            .map(value -> map.without(field.name()).with(other, value))
            .orElseGet(() -> map.with(other, values.of(field)));
  }

  private Value inside(Type type, Value value) {
    if (type instanceof Type.Struct(Shape shape) && value instanceof Value.Fields fields) {
      return spoil(shape, fields);
    }
    if (type instanceof Type.StructMap map && value instanceof Value.Fields fields) {
      List<String> keys = List.copyOf(fields.map().keySet());
      String key = keys.get(random.nextInt(keys.size()));
      return fields.with(key, spoil(map.shape(), fields.fields(key)));
    }
    if (type instanceof Type.Opaque) {
      return arguments.spoil(value);
    }
    if (type instanceof Type.Structs structs && value instanceof Value.Items(List<Value> items)) {
      return list(structs.shape(), items);
    }
    return value;
  }

  private Value list(Shape shape, List<Value> items) {
    List<Value> changed = new ArrayList<>(items);
    int index = random.nextInt(items.size());
    switch (random.nextInt(10)) {
      case 0 -> changed.add(items.get(index));
      case 1 -> changed.add(values.any(2));
      case 2 -> changed.remove(index);
      default -> {
        if (items.get(index) instanceof Value.Fields fields) {
          changed.set(index, spoil(shape, fields));
        }
      }
    }
    return changed.size() == 1 && random.nextInt(6) == 0
        ? changed.getFirst()
        : new Value.Items(changed);
  }
}
