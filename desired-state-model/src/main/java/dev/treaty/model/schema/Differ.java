package dev.treaty.model.schema;

import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares two canonical bodies of one shape, field by field; list elements by their identity. */
public final class Differ {

  private final List<FieldDifference> differences = new ArrayList<>();

  private Differ() {}

  /** The differences in the order of the shape; both bodies must be {@link Canonical}. */
  public static List<FieldDifference> compare(Shape shape, Value.Fields from, Value.Fields to) {
    Differ differ = new Differ();
    differ.struct(shape, from, to, "");
    return List.copyOf(differ.differences);
  }

  private void struct(Shape shape, Value.Fields from, Value.Fields to, String path) {
    Set<String> unknown = new LinkedHashSet<>(from.map().keySet());
    unknown.addAll(to.map().keySet());
    for (Field field : shape.list()) {
      unknown.remove(field.name());
      member(field.type(), from.get(field.name()), to.get(field.name()), join(path, field.label()));
    }
    for (String key : unknown) {
      member(Type.OPAQUE, from.get(key), to.get(key), join(path, key));
    }
  }

  private void member(Type type, Optional<Value> from, Optional<Value> to, String path) {
    if (from.equals(to)) {
      return;
    }
    boolean inner =
        switch (type) {
          case Type.Struct(Shape shape) when holdsFields(from) && holdsFields(to) -> {
            struct(shape, fields(from), fields(to), path);
            yield true;
          }
          case Type.Structs structs when holdsMaps(from) && holdsMaps(to) -> {
            structs(structs, maps(from), maps(to), path);
            yield true;
          }
          case Type.TextMap map when holdsFields(from) && holdsFields(to) -> {
            keys(fields(from), fields(to), path, Type.TEXT);
            yield true;
          }
          case Type.Opaque opaque when holdsFields(from) && holdsFields(to) -> {
            keys(fields(from), fields(to), path, Type.OPAQUE);
            yield true;
          }
          case Type.StructMap(Shape shape, String goType)
              when holdsFields(from) && holdsFields(to) -> {
            keys(fields(from), fields(to), path, new Type.Struct(shape));
            yield true;
          }
          case Type.Scalar scalar -> false;
          case Type.Scalars scalars -> false;
          case Type.Struct struct -> false;
          case Type.Structs structs -> false;
          case Type.StructMap map -> false;
          case Type.TextMap map -> false;
          case Type.Opaque opaque -> false;
        };
    if (!inner) {
      differences.add(new FieldDifference(path, from, to));
    }
  }

  private void keys(Value.Fields from, Value.Fields to, String path, Type type) {
    Set<String> keys = new LinkedHashSet<>(from.map().keySet());
    keys.addAll(to.map().keySet());
    for (String key : keys.stream().sorted(Utf8Order.INSTANCE).toList()) {
      member(type, from.get(key), to.get(key), path + "[" + GoFormat.quote(key) + "]");
    }
  }

  private void structs(
      Type.Structs type, List<Value.Fields> from, List<Value.Fields> to, String path) {
    if (type.identity().isEmpty()) {
      for (int i = 0; i < Math.max(from.size(), to.size()); i++) {
        member(new Type.Struct(type.shape()), at(from, i), at(to, i), path + "[" + i + "]");
      }
      return;
    }
    Map<String, Value.Fields> before = labelled(type, from);
    Map<String, Value.Fields> after = labelled(type, to);
    Set<String> labels = new LinkedHashSet<>(before.keySet());
    labels.addAll(after.keySet());
    for (String label : labels) {
      member(
          new Type.Struct(type.shape()),
          Optional.ofNullable(before.get(label)),
          Optional.ofNullable(after.get(label)),
          path + "[" + label + "]");
    }
    if (type.order() == Type.Order.COUNTS
        && before.keySet().equals(after.keySet())
        && !List.copyOf(before.keySet()).equals(List.copyOf(after.keySet()))) {
      differences.add(
          new FieldDifference(
              path + " (order)", Optional.of(names(before)), Optional.of(names(after))));
    }
  }

  private static Value names(Map<String, Value.Fields> labelled) {
    return new Value.Items(labelled.keySet().stream().<Value>map(Value::text).toList());
  }

  private static Map<String, Value.Fields> labelled(Type.Structs type, List<Value.Fields> items) {
    Map<String, Value.Fields> labelled = new LinkedHashMap<>();
    for (Value.Fields item : items) {
      String label = ElementLabel.of(type.identity(), item);
      String unique = label;
      for (int count = 2; labelled.containsKey(unique); count++) {
        unique = label + " #" + count;
      }
      labelled.put(unique, item);
    }
    return labelled;
  }

  private static Optional<Value> at(List<Value.Fields> items, int index) {
    return index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
  }

  private static boolean holdsFields(Optional<Value> value) {
    return value.isPresent() && value.get() instanceof Value.Fields;
  }

  private static Value.Fields fields(Optional<Value> value) {
    return value.orElse(Value.Fields.EMPTY) instanceof Value.Fields fields
        ? fields
        : Value.Fields.EMPTY;
  }

  private static boolean holdsMaps(Optional<Value> value) {
    return value.isEmpty()
        || (value.get() instanceof Value.Items(List<Value> items)
            && items.stream().allMatch(item -> item instanceof Value.Fields));
  }

  private static List<Value.Fields> maps(Optional<Value> value) {
    List<Value.Fields> found = new ArrayList<>();
    if (value.isPresent() && value.get() instanceof Value.Items(List<Value> items)) {
      for (Value item : items) {
        if (item instanceof Value.Fields fields) {
          found.add(fields);
        }
      }
    }
    return found;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
