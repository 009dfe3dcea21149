package dev.treaty.agent.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.treaty.model.value.Value;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * How rows and commands are written to disk: JSON of their record components. Beyond Jackson's own
 * types it understands {@link Value}, {@link java.util.Optional}, {@link Instant} and {@link
 * Duration}; a sealed type of a feature needs Jackson's annotations.
 */
final class StoreJson {

  static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNestingDepth(1000)
                          .build())
                  .build())
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .addModule(new OptionalModule())
          .addModule(
              new SimpleModule()
                  .addSerializer(Value.class, new ValueWriter())
                  .addDeserializer(Value.class, new ValueReader<>(Value.class))
                  .addDeserializer(Value.Fields.class, new ValueReader<>(Value.Fields.class))
                  .addDeserializer(Value.Items.class, new ValueReader<>(Value.Items.class))
                  .addSerializer(Instant.class, new TextWriter<>(Instant.class))
                  .addDeserializer(Instant.class, new TextReader<>(Instant.class, Instant::parse))
                  .addSerializer(Duration.class, new TextWriter<>(Duration.class))
                  .addDeserializer(
                      Duration.class, new TextReader<>(Duration.class, Duration::parse)))
          .build();

  private StoreJson() {}

  private static final class ValueWriter extends StdSerializer<Value> {
    private static final long serialVersionUID = 1L;

    ValueWriter() {
      super(Value.class);
    }

    @Override
    public void serialize(Value value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      StoredValue.write(value, json);
    }
  }

  private static final class ValueReader<V extends Value> extends StdDeserializer<V> {
    private static final long serialVersionUID = 1L;
    private final Class<V> type;

    ValueReader(Class<V> type) {
      super(type);
      this.type = type;
    }

    @Override
    public V deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return type.cast(StoredValue.read(json));
    }

    @Override
    public V getNullValue(DeserializationContext context) {
      return type.cast(Value.Nothing.NULL);
    }
  }

  private static final class TextWriter<T> extends StdSerializer<T> {
    private static final long serialVersionUID = 1L;

    TextWriter(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.toString());
    }
  }

  private static final class TextReader<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<String, T> parse;

    TextReader(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return parse.apply(json.getText());
    }
  }
}
