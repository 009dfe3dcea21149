package dev.treaty.model.schema;

import dev.treaty.model.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Byte fields as Consul treats them: it keeps the characters that are written and prints their
 * base64, so that what is read back is encoded once more than what was written.
 */
final class GoBytes {

  private GoBytes() {}

  /** What is printed of a text that is decoded so many times on its way. */
  static String encode(String text, int decodings) {
    String encoded = text;
    for (int i = 0; i < decodings; i++) {
      encoded = Base64.getEncoder().encodeToString(encoded.getBytes(StandardCharsets.UTF_8));
    }
    return encoded;
  }

  /** What is printed of bytes that were written as numbers. */
  static String encode(List<Value> numbers, int decodings) {
    byte[] bytes = new byte[numbers.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (long) GoNumbers.of(numbers.get(i));
    }
    return encode(Base64.getEncoder().encodeToString(bytes), decodings - 1);
  }

  /** What to send so that a server prints {@code printed}. */
  static String decode(String printed) {
    try {
      return new String(Base64.getDecoder().decode(printed), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return printed;
    }
  }
}
