package dev.treaty.agent.peering;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard base64 as Go reads it: padding is required, line breaks are skipped, and the text of a
 * refusal names the byte, which Consul repeats to the user.
 */
final class GoBase64 {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private final byte[] in;
  private int at;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private GoBase64(String text) {
    in = text.getBytes(StandardCharsets.UTF_8);
  }

  /** Decodes, or says at which byte it failed. */
  static byte[] decode(String text) throws IllegalBase64 {
    GoBase64 reader = new GoBase64(text);
    while (reader.quantum()) {}
    return reader.out.toByteArray();
  }

  /** Reads four characters; false at the end. */
  private boolean quantum() throws IllegalBase64 {
    int bits = 0;
    int count = 0;
    while (count < 4) {
      if (at == in.length) {
        if (count == 0) {
          return false;
        }
        throw new IllegalBase64(at - count);
      }
      byte c = in[at++];
      if (c == '\n' || c == '\r') {
        continue;
      }
      int value = c < 0 ? -1 : ALPHABET.indexOf(c);
      if (value >= 0) {
        bits = (bits << 6) | value;
        count++;
        continue;
      }
      if (c != '=' || count < 2) {
        throw new IllegalBase64(at - 1);
      }
      padding(count);
      emit(bits << (6 * (4 - count)), count - 1);
      return false;
    }
    emit(bits, 3);
    return true;
  }

  private void padding(int count) throws IllegalBase64 {
    if (count == 2) {
      skipBreaks();
      if (at == in.length) {
        throw new IllegalBase64(in.length);
      }
      if (in[at] != '=') {
        throw new IllegalBase64(at - 1);
      }
      at++;
    }
    skipBreaks();
    if (at < in.length) {
      throw new IllegalBase64(at);
    }
  }

  private void skipBreaks() {
    while (at < in.length && (in[at] == '\n' || in[at] == '\r')) {
      at++;
    }
  }

  private void emit(int bits, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((bits >> (16 - 8 * i)) & 0xff);
    }
  }

  /** The text is no base64. */
  static final class IllegalBase64 extends Exception {
    private static final long serialVersionUID = 1;

    IllegalBase64(int at) {
      super("illegal base64 data at input byte " + at);
    }
  }
}
