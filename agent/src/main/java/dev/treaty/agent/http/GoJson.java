package dev.treaty.agent.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JSON with the escapes and the indentation of Go's encoder. */
final class GoJson {

  /**
   * Buffers are pooled for all: on a virtual thread for each request, its own would be new ones.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .build()
          .setCharacterEscapes(new Escapes());

  /** Most answers fit: blocks that follow have to be joined. */
  private static final int FIRST_BLOCK = 8192;

  private GoJson() {}

  static byte[] bytes(JsonBody body, boolean pretty) {
    try (ByteArrayBuilder out = new ByteArrayBuilder(FIRST_BLOCK)) {
      try (JsonGenerator json = FACTORY.createGenerator(out)) {
        if (pretty) {
          json.setPrettyPrinter(new Indent());
        }
        body.write(json);
      }
      if (pretty) {
        out.append('\n');
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
  }

  /** Go escapes HTML's characters and writes short forms only for these five. */
  private static final class Escapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final int[] ASCII = standardAsciiEscapesForJSON();
    private static final SerializedString[] SHORT = new SerializedString[128];

    static {
      for (int c = 0; c < 0x20; c++) {
        custom(c);
      }
      custom('<');
      custom('>');
      custom('&');
      SHORT['\b'] = new SerializedString("\\b");
      SHORT['\f'] = new SerializedString("\\f");
      SHORT['\n'] = new SerializedString("\\n");
      SHORT['\r'] = new SerializedString("\\r");
      SHORT['\t'] = new SerializedString("\\t");
    }

    private static final SerializedString LINE = new SerializedString("\\u2028");
    private static final SerializedString PARAGRAPH = new SerializedString("\\u2029");

    private static void custom(int c) {
      ASCII[c] = ESCAPE_CUSTOM;
      SHORT[c] = new SerializedString(String.format(Locale.ROOT, "\\u%04x", c));
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ASCII.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      if (c < 128) {
        return SHORT[c];
      }
      return c == 0x2028 ? LINE : c == 0x2029 ? PARAGRAPH : null;
    }
  }

  /** Four blanks a level, empty objects and arrays without a break. */
  private static final class Indent implements PrettyPrinter {
    private static final String BLANKS = " ".repeat(4 * 32);

    private int depth;

    @Override
    public void writeRootValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw('\n');
    }

    @Override
    public void writeStartObject(JsonGenerator json) throws IOException {
      json.writeRaw('{');
      depth++;
    }

    @Override
    public void writeEndObject(JsonGenerator json, int entries) throws IOException {
      end(json, entries, '}');
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
      json.writeRaw(',');
      line(json);
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(": ");
    }

    @Override
    public void writeStartArray(JsonGenerator json) throws IOException {
      json.writeRaw('[');
      depth++;
    }

    @Override
    public void writeEndArray(JsonGenerator json, int values) throws IOException {
      end(json, values, ']');
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(',');
      line(json);
    }

    @Override
    public void beforeArrayValues(JsonGenerator json) throws IOException {
      line(json);
    }

    @Override
    public void beforeObjectEntries(JsonGenerator json) throws IOException {
      line(json);
    }

    private void end(JsonGenerator json, int count, char bracket) throws IOException {
      depth--;
      if (count > 0) {
        line(json);
      }
      json.writeRaw(bracket);
    }

    private void line(JsonGenerator json) throws IOException {
      json.writeRaw('\n');
      int blanks = depth * 4;
      json.writeRaw(blanks <= BLANKS.length() ? BLANKS.substring(0, blanks) : " ".repeat(blanks));
    }
  }
}
