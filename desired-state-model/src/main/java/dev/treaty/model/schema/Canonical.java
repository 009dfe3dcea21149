package dev.treaty.model.schema;

import dev.treaty.model.schema.Field.Presence;
import dev.treaty.model.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The one form of all bodies that mean the same to a server: without zero values, derived fields
 * and the order of lists whose order means nothing. Keys that the shape does not know stay.
 */
public final class Canonical {

  private Canonical() {}

  public static Value.Fields of(Shape shape, Value.Fields body) {
    Map<String, Value> found = new LinkedHashMap<>();
    for (Field field : shape.list()) {
      Value value = body.map().get(field.name());
      if (value == null || field.derived() || !field.isShown()) {
        continue;
      }
      Value canonical = of(field.type(), value);
      if (!isAbsent(field, canonical)) {
        found.put(field.name(), canonical);
      }
    }
    body.map()
        .forEach((key, value) -> {
          if (!shape.has(key)) {
            found.put(key, opaque(value));
          }
        });
    return new Value.Fields(found);
  }

  private static boolean isAbsent(Field field, Value value) {
    boolean decision =
        (field.presence() == Presence.POINTER || field.presence() == Presence.NULLABLE)
            && field.type() instanceof Type.Scalar;
    return decision ? value instanceof Value.Nothing : Zero.isZero(value);
  }

  private static Value of(Type type, Value value) {
    return switch (type) {
      case Type.Struct(Shape shape) when value instanceof Value.Fields fields -> of(shape, fields);
      case Type.Structs structs when value instanceof Value.Items(List<Value> items) ->
          structs(structs, items);
      case Type.StructMap(Shape shape, String goType) when value instanceof Value.Fields fields ->
          structMap(shape, fields);
      case Type.Scalars scalars when value instanceof Value.Items(List<Value> items) ->
          scalars.order() == Type.Order.FREE
              ? new Value.Items(sorted(items, Canonical::place))
              : value;
      case Type.TextMap map -> Printer.sorted(value);
      case Type.Opaque opaque -> Printer.sorted(opaque(value));
      case Type.Scalar scalar -> value;
      case Type.Scalars scalars -> value;
      case Type.Structs structs -> value;
      case Type.Struct struct -> value;
      case Type.StructMap map -> value;
    };
  }

  /** A key without content still says something. */
  private static Value structMap(Shape shape, Value.Fields map) {
    Map<String, Value> found = new LinkedHashMap<>();
    ((Value.Fields) Printer.sorted(map))
        .map()
        .forEach((key, value) ->
            found.put(key, value instanceof Value.Fields fields ? of(shape, fields) : value));
    return new Value.Fields(found);
  }

  private static Value structs(Type.Structs type, List<Value> items) {
    List<Value.Fields> elements = new ArrayList<>();
    for (Value item : items) {
      if (!(item instanceof Value.Fields fields)) {
        return new Value.Items(items);
      }
      elements.add(of(type.shape(), fields));
    }
    if (type.order() == Type.Order.COUNTS) {
      return new Value.Items(new ArrayList<Value>(elements));
    }
    Map<Value, Value.Fields> byIdentity = new LinkedHashMap<>();
    List<Value.Fields> repeated = new ArrayList<>();
    boolean merges = isGrouping(type);
    for (Value.Fields element : elements) {
      Value.Fields identity = identity(type, element);
      Value.Fields first = byIdentity.putIfAbsent(identity, element);
      if (first != null && merges) {
        byIdentity.put(identity, merged(type.shape(), first, element));
      } else if (first != null) {
        repeated.add(element);
      }
    }
    List<Value.Fields> all = new ArrayList<>(byIdentity.values());
    all.addAll(repeated);
    return new Value.Items(sorted(all, element -> ElementLabel.of(type.identity(), element)));
  }

  /** The values in the order of what is said of each; asks once for each. */
  private static <T extends Value> List<Value> sorted(List<T> values, Function<T, String> places) {
    if (values.size() < 2) {
      return List.copyOf(values);
    }
    List<Placed> placed = new ArrayList<>(values.size());
    values.forEach(value -> placed.add(new Placed(places.apply(value), value)));
    placed.sort((a, b) -> Utf8Order.INSTANCE.compare(a.place(), b.place()));
    List<Value> sorted = new ArrayList<>(placed.size());
    placed.forEach(each -> sorted.add(each.value()));
    return sorted;
  }

  private record Placed(String place, Value value) {}

  /** The brackets are part of the digest's form: the order of texts is that of these. */
  private static String place(Value value) {
    return value instanceof Value.Text(String text) ? "Text[text=" + text + "]" : value.toString();
  }

  /** Whether elements of one identity only group others, so that two of them are as good as one. */
  private static boolean isGrouping(Type.Structs type) {
    for (Field field : type.shape().list()) {
      boolean groups =
          field.type() instanceof Type.Structs inner && inner.order() == Type.Order.FREE;
      if (!groups && !type.identity().contains(field.name())) {
        return false;
      }
    }
    return true;
  }

  private static Value.Fields merged(Shape shape, Value.Fields first, Value.Fields second) {
    Value.Fields merged = first;
    for (Field field : shape.list()) {
      if (field.type() instanceof Type.Structs inner) {
        List<Value> both = new ArrayList<>(first.items(field.name()));
        both.addAll(second.items(field.name()));
        if (!both.isEmpty()) {
          merged = merged.with(field.name(), structs(inner, both));
        }
      }
    }
    return merged;
  }

  static Value.Fields identity(Type.Structs type, Value.Fields element) {
    Map<String, Value> identity = new LinkedHashMap<>();
    for (String name : type.identity()) {
      String text = element.text(name);
      if (!text.isEmpty()) {
        identity.put(name, Value.text(text));
      }
    }
    return new Value.Fields(identity);
  }

  /** Numbers brought to one form, since a server holds them as float64. */
  private static Value opaque(Value value) {
    return switch (value) {
      case Value.Whole(BigInteger number) -> OpaqueValue.number(number.doubleValue());
      case Value.Decimal(var number) -> OpaqueValue.number(number.doubleValue());
      case Value.Items(List<Value> items) ->
          new Value.Items(items.stream().map(Canonical::opaque).toList());
      case Value.Fields(Map<String, Value> map) -> {
        Map<String, Value> members = new LinkedHashMap<>();
        map.forEach((key, member) -> members.put(key, opaque(member)));
        yield new Value.Fields(members);
      }
      case Value.Text text -> text;
      case Value.Flag flag -> flag;
      case Value.Nothing nothing -> nothing;
    };
  }
}
