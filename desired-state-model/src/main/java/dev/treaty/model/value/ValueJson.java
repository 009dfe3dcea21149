package dev.treaty.model.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values as JSON, byte for byte as Go's {@code encoding/json} writes them. */
public final class ValueJson {

  private static final JsonFactory STRICT =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(500).maxNumberLength(400).build())
          .build();

  private ValueJson() {}

  /** Compact JSON text. */
  public static String write(Value value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  /** Compact JSON in UTF-8. */
  public static byte[] bytes(Value value) {
    return write(value).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Writes through a generator, which decides about spaces; texts come escaped as Go escapes them
   * whatever the generator's own rules are.
   */
  public static void write(Value value, JsonGenerator generator) {
    var before = generator.getCharacterEscapes();
    generator.setCharacterEscapes(GoEscapes.INSTANCE);
    try {
      generate(value, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      generator.setCharacterEscapes(before);
    }
  }

  /** A text as a JSON string with its quotes, escaped as Go escapes it. */
  public static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    GoText.quote(out, text);
    return out.toString();
  }

  /**
   * Reads one JSON document; duplicate keys and trailing content are refused.
   *
   * @throws JsonSyntaxException if the bytes are anything else
   */
  public static Value parse(byte[] json) {
    return parse(json, true);
  }

  /**
   * Reads the first JSON document and passes over what follows, as Go's decoder does.
   *
   * @throws JsonSyntaxException if the bytes do not begin with one
   */
  public static Value parseFirst(byte[] json) {
    return parse(json, false);
  }

  private static Value parse(byte[] json, boolean alone) {
    try (JsonParser parser = STRICT.createParser(json)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new JsonSyntaxException("the document is empty", 1, 1);
      }
      Value value = read(parser, first);
      if (alone && parser.nextToken() != null) {
        JsonLocation at = parser.currentTokenLocation();
        throw new JsonSyntaxException(
            "there is more after the document", at.getLineNr(), at.getColumnNr());
      }
      return value;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new JsonSyntaxException(
          e.getOriginalMessage(),
          at == null ? 1 : at.getLineNr(),
          at == null ? 1 : at.getColumnNr());
    } catch (IOException e) {
      throw new JsonSyntaxException(String.valueOf(e.getMessage()), 1, 1);
    }
  }

  private static Value read(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Value> map = new LinkedHashMap<>();
        for (JsonToken next = parser.nextToken();
            next == JsonToken.FIELD_NAME;
            next = parser.nextToken()) {
          String key = parser.currentName();
          map.put(key, read(parser, parser.nextToken()));
        }
        yield new Value.Fields(map);
      }
      case START_ARRAY -> {
        List<Value> items = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          items.add(read(parser, next));
        }
        yield new Value.Items(items);
      }
      case VALUE_STRING -> new Value.Text(parser.getText());
      case VALUE_NUMBER_INT -> new Value.Whole(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> new Value.Decimal(decimal(parser));
      case VALUE_TRUE -> Value.Flag.TRUE;
      case VALUE_FALSE -> Value.Flag.FALSE;
      case VALUE_NULL -> Value.Nothing.NULL;
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("unexpected token " + token);
    };
  }

  private static BigDecimal decimal(JsonParser parser) throws IOException {
    String text = parser.getText();
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      JsonLocation at = parser.currentTokenLocation();
      throw new JsonSyntaxException(
          "the number " + text + " is out of range", at.getLineNr(), at.getColumnNr());
    }
  }

  private static void append(StringBuilder out, Value value) {
    switch (value) {
      case Value.Text(String text) -> GoText.quote(out, text);
      case Value.Whole(var number) -> out.append(number);
      case Value.Decimal(BigDecimal number) -> out.append(GoText.number(number.doubleValue()));
      case Value.Flag(boolean on) -> out.append(on);
      case Value.Nothing() -> out.append("null");
      case Value.Items(List<Value> values) -> {
        out.append('[');
        String separator = "";
        for (Value item : values) {
          out.append(separator);
          append(out, item);
          separator = ",";
        }
        out.append(']');
      }
      case Value.Fields(Map<String, Value> map) -> {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, Value> field : map.entrySet()) {
          out.append(separator);
          GoText.quote(out, field.getKey());
          out.append(':');
          append(out, field.getValue());
          separator = ",";
        }
        out.append('}');
      }
    }
  }

  private static void generate(Value value, JsonGenerator generator) throws IOException {
    switch (value) {
      case Value.Text(String text) -> generator.writeString(GoText.wellFormed(text));
      case Value.Whole(var number) -> generator.writeNumber(number);
      case Value.Decimal(BigDecimal number) ->
          generator.writeRawValue(GoText.number(number.doubleValue()));
      case Value.Flag(boolean on) -> generator.writeBoolean(on);
      case Value.Nothing() -> generator.writeNull();
      case Value.Items(List<Value> values) -> {
        generator.writeStartArray();
        for (Value item : values) {
          generate(item, generator);
        }
        generator.writeEndArray();
      }
      case Value.Fields(Map<String, Value> map) -> {
        generator.writeStartObject();
        for (Map.Entry<String, Value> field : map.entrySet()) {
          generator.writeFieldName(GoText.wellFormed(field.getKey()));
          generate(field.getValue(), generator);
        }
        generator.writeEndObject();
      }
    }
  }
}
