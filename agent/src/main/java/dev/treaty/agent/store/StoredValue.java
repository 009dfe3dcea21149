package dev.treaty.agent.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.treaty.model.value.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values without any loss: a decimal is written {@code {"#":"7.0"}}. */
final class StoredValue {

  private static final String MARK = "#";

  private StoredValue() {}

  static void write(Value value, JsonGenerator json) throws IOException {
    switch (value) {
      case Value.Text(String text) -> json.writeString(text);
      case Value.Whole(BigInteger number) -> json.writeNumber(number);
      case Value.Decimal(BigDecimal number) -> decimal(number, json);
      case Value.Flag(boolean on) -> json.writeBoolean(on);
      case Value.Nothing() -> json.writeNull();
      case Value.Items(List<Value> values) -> {
        json.writeStartArray();
        for (Value item : values) {
          write(item, json);
        }
        json.writeEndArray();
      }
      case Value.Fields(Map<String, Value> map) -> {
        json.writeStartObject();
        for (Map.Entry<String, Value> field : map.entrySet()) {
          // A key that looks like our mark is doubled, and halved again when read.
          json.writeFieldName(
              field.getKey().startsWith(MARK) ? MARK + field.getKey() : field.getKey());
          write(field.getValue(), json);
        }
        json.writeEndObject();
      }
    }
  }

  private static void decimal(BigDecimal number, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField(MARK, number.toString());
    json.writeEndObject();
  }

  static Value read(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    return switch (token) {
      case VALUE_STRING -> new Value.Text(json.getText());
      case VALUE_NUMBER_INT -> new Value.Whole(json.getBigIntegerValue());
      case VALUE_TRUE -> Value.Flag.TRUE;
      case VALUE_FALSE -> Value.Flag.FALSE;
      case VALUE_NULL -> Value.Nothing.NULL;
      case START_ARRAY -> {
        List<Value> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          items.add(read(json));
        }
        yield new Value.Items(items);
      }
      case START_OBJECT -> {
        Map<String, Value> map = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String key = json.currentName();
          json.nextToken();
          if (key.equals(MARK)) {
            Value decimal = new Value.Decimal(new BigDecimal(json.getText()));
            json.nextToken();
            yield decimal;
          }
          map.put(key.startsWith(MARK) ? key.substring(1) : key, read(json));
        }
        yield new Value.Fields(map);
      }
      case VALUE_NUMBER_FLOAT,
          END_OBJECT,
          END_ARRAY,
          FIELD_NAME,
          NOT_AVAILABLE,
          VALUE_EMBEDDED_OBJECT ->
          throw new IOException("unexpected " + token + " in a stored value");
    };
  }
}
