package dev.treaty.agent.notation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes compact JSON as Go's {@code encoding/json} does: UTF-8, with {@code <}, {@code >}, {@code
 * &} and the two line separators escaped.
 *
 * <p>The caller names fields and opens and closes what it opens; commas come by themselves.
 */
public final class JsonText {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final boolean[] PLAIN = new boolean[128];

  static {
    for (int c = 0x20; c < 0x7f; c++) {
      PLAIN[c] = c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
    }
    PLAIN[0x7f] = true;
  }

  private byte[] buffer;
  private int size;
  private boolean comma;

  /** An empty text. */
  public JsonText() {
    this(1024);
  }

  /** An empty text with room for so many bytes. */
  public JsonText(int capacity) {
    buffer = new byte[capacity];
  }

  /** Opens an object. */
  public JsonText open() {
    separate();
    put('{');
    comma = false;
    return this;
  }

  /** Closes an object. */
  public JsonText close() {
    put('}');
    comma = true;
    return this;
  }

  /** Opens a list. */
  public JsonText openList() {
    separate();
    put('[');
    comma = false;
    return this;
  }

  /** Closes a list. */
  public JsonText closeList() {
    put(']');
    comma = true;
    return this;
  }

  /** Names the value that follows. */
  public JsonText name(String name) {
    separate();
    quoted(name);
    put(':');
    comma = false;
    return this;
  }

  /** Writes a string. */
  public JsonText text(String value) {
    separate();
    quoted(value);
    comma = true;
    return this;
  }

  /** Writes a number. */
  public JsonText number(long value) {
    return raw(Long.toString(value));
  }

  /** Writes a boolean. */
  public JsonText flag(boolean value) {
    return raw(value ? "true" : "false");
  }

  /** Writes null. */
  public JsonText nothing() {
    return raw("null");
  }

  /** Writes text that is JSON already. */
  public JsonText raw(String json) {
    separate();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    room(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
    comma = true;
    return this;
  }

  /** Writes a field with a string. */
  public JsonText field(String name, String value) {
    return name(name).text(value);
  }

  /** Writes a field with a number. */
  public JsonText field(String name, long value) {
    return name(name).number(value);
  }

  /** Writes a field with a boolean. */
  public JsonText field(String name, boolean value) {
    return name(name).flag(value);
  }

  /** Writes a field with a string, unless it is empty. */
  public JsonText unlessEmpty(String name, String value) {
    return value.isEmpty() ? this : field(name, value);
  }

  /** Writes a field with a number, unless it is 0. */
  public JsonText unlessZero(String name, long value) {
    return value == 0 ? this : field(name, value);
  }

  /** Writes a field that is true, and nothing otherwise. */
  public JsonText ifTrue(String name, boolean value) {
    return value ? field(name, true) : this;
  }

  /** Writes a list of strings, {@code []} where there are none. */
  public JsonText texts(List<String> values) {
    openList();
    for (String value : values) {
      text(value);
    }
    return closeList();
  }

  /** Writes a map of strings, {@code {}} where it is empty. */
  public JsonText textMap(Map<String, String> values) {
    open();
    values.forEach(this::field);
    return close();
  }

  /** Writes a map of strings, {@code null} where it is empty. */
  public JsonText textMapOrNull(Map<String, String> values) {
    return values.isEmpty() ? nothing() : textMap(values);
  }

  /** What was written. */
  public byte[] bytes() {
    return Arrays.copyOf(buffer, size);
  }

  @Override
  public String toString() {
    return new String(buffer, 0, size, StandardCharsets.UTF_8);
  }

  private void separate() {
    if (comma) {
      put(',');
    }
  }

  private void put(int b) {
    room(1);
    buffer[size++] = (byte) b;
  }

  private void room(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }

  private void quoted(String value) {
    int length = value.length();
    room(length + 2);
    buffer[size++] = '"';
    int at = 0;
    while (at < length) {
      char c = value.charAt(at);
      if (c >= 128 || !PLAIN[c]) {
        break;
      }
      buffer[size++] = (byte) c;
      at++;
    }
    if (at < length) {
      escaped(value, at);
    }
    put('"');
  }

  private void escaped(String value, int from) {
    int at = from;
    while (at < value.length()) {
      int c = value.codePointAt(at);
      at += Character.charCount(c);
      room(6);
      if (c < 128) {
        ascii(c);
      } else if (c == 0x2028 || c == 0x2029) {
        unicode(c);
      } else if (c >= 0xd800 && c <= 0xdfff) {
        utf8(0xfffd);
      } else {
        utf8(c);
      }
    }
  }

  private void ascii(int c) {
    if (PLAIN[c]) {
      buffer[size++] = (byte) c;
      return;
    }
    switch (c) {
      case '"', '\\' -> escape(c);
      case '\n' -> escape('n');
      case '\r' -> escape('r');
      case '\t' -> escape('t');
      case '\b' -> escape('b');
      case '\f' -> escape('f');
      default -> unicode(c);
    }
  }

  private void escape(int c) {
    buffer[size++] = '\\';
    buffer[size++] = (byte) c;
  }

  private void unicode(int c) {
    buffer[size++] = '\\';
    buffer[size++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      buffer[size++] = HEX[(c >> shift) & 0xf];
    }
  }

  private void utf8(int c) {
    byte[] bytes = Character.toString(c).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }
}
