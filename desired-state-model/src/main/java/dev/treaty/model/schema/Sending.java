package dev.treaty.model.schema;

import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prepares a stored body for a server's decoder, which would change some opaque values. */
public final class Sending {

  private Sending() {}

  /**
   * A body from which a server's decoder makes {@code stored} again; derived fields are left out.
   */
  public static Value.Fields of(Shape shape, Value.Fields stored) {
    Map<String, Value> sent = new LinkedHashMap<>();
    stored.map().forEach((key, value) -> sent.put(key, value));
    for (Field field : shape.list()) {
      Value value = sent.get(field.name());
      if (value == null) {
        continue;
      }
      if (field.derived()) {
        sent.remove(field.name());
      } else {
        sent.put(field.name(), of(field.type(), value));
      }
    }
    return new Value.Fields(sent);
  }

  private static Value of(Type type, Value value) {
    return switch (type) {
      case Type.Opaque opaque when value instanceof Value.Fields fields ->
          OpaqueValue.toSend(fields);
      case Type.Struct(Shape shape) when value instanceof Value.Fields fields -> of(shape, fields);
      case Type.Structs structs when value instanceof Value.Items(List<Value> items) -> {
        List<Value> sent = new ArrayList<>();
        for (Value item : items) {
          sent.add(of(new Type.Struct(structs.shape()), item));
        }
        yield new Value.Items(sent);
      }
      case Type.StructMap(Shape shape, String goType) when value instanceof Value.Fields fields -> {
        Map<String, Value> sent = new LinkedHashMap<>();
        fields.map().forEach((key, member) -> sent.put(key, of(new Type.Struct(shape), member)));
        yield new Value.Fields(sent);
      }
      case Type.Bytes bytes when value instanceof Value.Text(String text) ->
          Value.text(GoBytes.decode(text));
      case Type.Scalar scalar -> value;
      case Type.Scalars scalars -> value;
      case Type.Structs structs -> value;
      case Type.Struct struct -> value;
      case Type.StructMap map -> value;
      case Type.TextMap map -> value;
      case Type.Opaque opaque -> value;
    };
  }
}
