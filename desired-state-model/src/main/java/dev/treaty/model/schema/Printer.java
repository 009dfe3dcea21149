package dev.treaty.model.schema;

import dev.treaty.model.value.GoDuration;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints a decoded entry with the fields, order, omissions and zero values of Consul's answers. */
public final class Printer {

  private final Gate server;

  private Printer(Gate server) {
    this.server = server;
  }

  /** The body as this server stores and answers it. */
  public static Value.Fields print(Shape shape, Value.Fields decoded, Gate server) {
    return new Printer(server).print(shape, decoded);
  }

  private Value.Fields print(Shape shape, Value.Fields decoded) {
    Map<String, Value> printed = new LinkedHashMap<>();
    for (Field field : shape.list()) {
      if (field.isKnownTo(server)) {
        print(field, decoded.get(field.name()))
            .ifPresent(value -> printed.put(field.name(), value));
      }
    }
    return new Value.Fields(printed);
  }

  private Value.Fields structMap(Shape shape, Value.Fields map) {
    Map<String, Value> printed = new LinkedHashMap<>();
    map.map().keySet().stream()
        .sorted(Utf8Order.INSTANCE)
        .forEach(key -> printed.put(key, print(shape, map.fields(key))));
    return new Value.Fields(printed);
  }

  private Optional<Value> print(Field field, Optional<Value> value) {
    return switch (field.presence()) {
      case DROPPED, HIDDEN -> Optional.empty();
      case POINTER -> value.map(present -> printed(field.type(), present));
      case NULLABLE ->
          Optional.of(
              value.map(present -> printed(field.type(), present)).orElse(Value.Nothing.NULL));
      case ALWAYS ->
          Optional.of(
              value
                  .map(present -> printed(field.type(), present))
                  .orElseGet(() -> zero(field.type())));
      case OMIT_EMPTY -> {
        if (field.type() instanceof Type.Struct(Shape shape)) {
          yield Optional.of(
              print(
                  shape,
                  value.orElse(Value.Fields.EMPTY) instanceof Value.Fields fields
                      ? fields
                      : Value.Fields.EMPTY));
        }
        yield value
            .filter(present -> !Zero.isZero(present))
            .map(present -> printed(field.type(), present));
      }
    };
  }

  private Value printed(Type type, Value value) {
    return switch (type) {
      case Type.Struct(Shape shape) when value instanceof Value.Fields fields ->
          print(shape, fields);
      case Type.Structs structs when value instanceof Value.Items(List<Value> items) -> {
        List<Value> printed = new ArrayList<>();
        for (Value item : items) {
          printed.add(printed(new Type.Struct(structs.shape()), item));
        }
        yield new Value.Items(printed);
      }
      case Type.StructMap(Shape shape, String goType) when value instanceof Value.Fields fields ->
          structMap(shape, fields);
      case Type.Span(boolean spelled) when spelled && value instanceof Value.Whole(var number) ->
          Value.text(GoDuration.print(number.longValue()));
      case Type.Scalar scalar -> value;
      case Type.Scalars scalars -> value;
      case Type.Structs structs -> value;
      case Type.Struct struct -> value;
      case Type.StructMap map -> value;
      case Type.TextMap map -> sorted(value);
      case Type.Opaque opaque -> sorted(value);
    };
  }

  /** Go prints maps in the order of their keys. */
  static Value sorted(Value value) {
    return switch (value) {
      case Value.Fields(Map<String, Value> map) -> {
        Map<String, Value> sorted = new LinkedHashMap<>();
        map.entrySet().stream()
            .sorted(Map.Entry.comparingByKey(Utf8Order.INSTANCE))
            .forEach(member -> sorted.put(member.getKey(), sorted(member.getValue())));
        yield new Value.Fields(sorted);
      }
      case Value.Items(List<Value> items) ->
          new Value.Items(items.stream().map(Printer::sorted).toList());
      case Value.Text text -> text;
      case Value.Whole whole -> whole;
      case Value.Decimal decimal -> decimal;
      case Value.Flag flag -> flag;
      case Value.Nothing nothing -> nothing;
    };
  }

  private Value zero(Type type) {
    return switch (type) {
      case Type.Text text -> Value.text("");
      case Type.Whole whole -> Value.Whole.of(0);
      case Type.Real real -> Value.Whole.of(0);
      case Type.Flag flag -> Value.Flag.FALSE;
      case Type.Span span -> span.spelled() ? Value.text("0s") : Value.Whole.of(0);
      case Type.Time time -> Value.text("");
      case Type.Bytes bytes -> Value.Nothing.NULL;
      case Type.Scalars scalars -> Value.Nothing.NULL;
      case Type.Structs structs -> Value.Nothing.NULL;
      case Type.Struct(Shape shape) -> print(shape, Value.Fields.EMPTY);
      case Type.StructMap map -> Value.Nothing.NULL;
      case Type.TextMap map -> Value.Nothing.NULL;
      case Type.Opaque opaque -> Value.Nothing.NULL;
    };
  }
}
