package dev.treaty.reconcile.consul;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.treaty.model.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bodies between bytes and {@link Value}; strict: one document, no duplicate keys. */
final class ConsulJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private ConsulJson() {}

  /** The document, or empty where the bytes are not exactly one. */
  static Optional<Value> read(byte[] bytes) {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      Value value = value(parser);
      return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Value value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          fields.put(name, value(parser));
        }
        yield new Value.Fields(fields);
      }
      case START_ARRAY -> {
        List<Value> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield new Value.Items(items);
      }
      case VALUE_STRING -> new Value.Text(parser.getText());
      case VALUE_NUMBER_INT -> new Value.Whole(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> new Value.Decimal(parser.getDecimalValue());
      case VALUE_TRUE -> Value.Flag.TRUE;
      case VALUE_FALSE -> Value.Flag.FALSE;
      case VALUE_NULL -> Value.Nothing.NULL;
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IOException("unexpected token");
    };
  }

  static byte[] write(Value value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      write(value, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void write(Value value, JsonGenerator out) throws IOException {
    switch (value) {
      case Value.Text(String text) -> out.writeString(text);
      case Value.Whole(var number) -> out.writeNumber(number);
      case Value.Decimal(var number) -> out.writeNumber(number);
      case Value.Flag(boolean on) -> out.writeBoolean(on);
      case Value.Nothing nothing -> out.writeNull();
      case Value.Items(List<Value> items) -> {
        out.writeStartArray();
        for (Value item : items) {
          write(item, out);
        }
        out.writeEndArray();
      }
      case Value.Fields(Map<String, Value> map) -> {
        out.writeStartObject();
        for (Map.Entry<String, Value> field : map.entrySet()) {
          out.writeFieldName(field.getKey());
          write(field.getValue(), out);
        }
        out.writeEndObject();
      }
    }
  }
}
