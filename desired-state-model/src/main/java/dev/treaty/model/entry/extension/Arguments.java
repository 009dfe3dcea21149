package dev.treaty.model.entry.extension;

import dev.treaty.model.schema.Field;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.GoNumbers;
import dev.treaty.model.schema.GoWords;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Arguments of an extension, read by its {@link Shape} as Consul reads them: keys in any case,
 * unknown ones passed over, nothing converted but numbers.
 */
final class Arguments {

  private final Gate server;
  private final GoWords words;
  private final List<String> faults = new ArrayList<>();
  private final Value.Fields read;

  private Arguments(Shape shape, Value.Fields arguments, Gate server) {
    this.server = server;
    this.words = GoWords.of(server);
    this.read = struct(shape, arguments, "");
  }

  static Arguments read(Shape shape, Value.Fields arguments, Gate server) {
    return new Arguments(shape, arguments, server);
  }

  /** What was found under keys of the shape. */
  Value.Fields read() {
    return read;
  }

  /** What could not be read, in Consul's words. */
  Optional<String> fault() {
    return faults.isEmpty() ? Optional.empty() : Optional.of(words.all(faults));
  }

  private Value.Fields struct(Shape shape, Value.Fields map, String path) {
    Map<String, Value> found = new LinkedHashMap<>();
    for (Field field : shape.list()) {
      if (!field.isKnownTo(server)) {
        continue;
      }
      String at = path.isEmpty() ? field.name() : path + "." + field.name();
      find(map, field.name())
          .flatMap(value -> value(field.type(), value, at))
          .ifPresent(value -> found.put(field.name(), value));
    }
    return new Value.Fields(found);
  }

  private static Optional<Value> find(Value.Fields map, String name) {
    return map.get(name)
        .or(() ->
            map.map().entrySet().stream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst());
  }

  private Optional<Value> value(Type type, Value value, String path) {
    if (value instanceof Value.Nothing) {
      return Optional.empty();
    }
    return switch (type) {
      case Type.Text text -> only(value instanceof Value.Text, text.goType(), value, path);
      case Type.Flag flag -> only(value instanceof Value.Flag, "bool", value, path);
      case Type.Whole whole -> whole(whole.goType(), value, path);
      case Type.Span span -> whole("time.Duration", value, path);
      case Type.Real real -> only(isNumber(value), real.goType(), value, path);
      case Type.Struct(Shape shape) -> inner(shape, value, path);
      case Type.Structs structs -> list(new Type.Struct(structs.shape()), value, path);
      case Type.Scalars scalars -> list(scalars.element(), value, path);
      case Type.TextMap texts -> map(Type.TEXT, "map[string]string", value, path);
      case Type.Opaque opaque -> map(opaque, "map[string]interface {}", value, path);
      case Type.StructMap map ->
          map(new Type.Struct(map.shape()), "map[string]" + map.goType(), value, path);
      case Type.Time time -> Optional.of(value);
      case Type.Bytes bytes -> Optional.of(value);
    };
  }

  private Optional<Value> only(boolean fits, String goType, Value value, String path) {
    if (!fits) {
      faults.add(words.unconvertible(path, goType, value));
    }
    return fits ? Optional.of(value) : Optional.empty();
  }

  private Optional<Value> whole(String goType, Value value, String path) {
    if (!isNumber(value)) {
      return only(false, goType, value, path);
    }
    double number = GoNumbers.of(value);
    if (goType.startsWith("u") && number < 0) {
      faults.add(words.overflows(path, goType, GoFormat.fixed(number)));
      return Optional.empty();
    }
    return Optional.of(GoNumbers.whole(number, goType));
  }

  private Optional<Value> inner(Shape shape, Value value, String path) {
    if (value instanceof Value.Fields fields) {
      return Optional.of(struct(shape, fields, path));
    }
    faults.add(words.noMap(path, GoWords.kind(value)));
    return Optional.empty();
  }

  private Optional<Value> list(Type element, Value value, String path) {
    if (!(value instanceof Value.Items(List<Value> items))) {
      faults.add(words.noList(path, GoWords.kind(value)));
      return Optional.empty();
    }
    List<Value> found = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      value(element, items.get(i), path + "[" + i + "]").ifPresent(found::add);
    }
    return Optional.of(new Value.Items(found));
  }

  private Optional<Value> map(Type element, String goType, Value value, String path) {
    if (!(value instanceof Value.Fields(Map<String, Value> members))) {
      faults.add(
          words.newer()
              ? words.unconvertible(path, goType, value)
              : words.noMap(path, GoWords.kind(value)));
      return Optional.empty();
    }
    Map<String, Value> found = new LinkedHashMap<>();
    members.forEach((key, member) -> {
      Optional<Value> read =
          element instanceof Type.Opaque
              ? Optional.of(member)
              : value(element, member, path + "[" + key + "]");
      read.ifPresent(item -> found.put(key, item));
    });
    return Optional.of(new Value.Fields(found));
  }

  private static boolean isNumber(Value value) {
    return value instanceof Value.Whole || value instanceof Value.Decimal;
  }
}
