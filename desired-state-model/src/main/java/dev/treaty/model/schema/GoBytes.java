package dev.treaty.model.schema;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

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

  /** What to send so that a server prints {@code printed}. */
  static String decode(String printed) {
    try {
      return new String(Base64.getDecoder().decode(printed), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return printed;
    }
  }
}
