package dev.treaty.agent.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** A chain of CRC32C: each row's checksum covers the row and the checksum before it. */
final class Checksum {

  private final CRC32C crc = new CRC32C();
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  private Checksum(int before) {
    add(before);
  }

  static Checksum after(int before) {
    return new Checksum(before);
  }

  Checksum add(long value) {
    crc.update(number.clear().putLong(value).flip());
    return this;
  }

  /** Text with its length, so that no two sequences of texts look the same. */
  Checksum add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  Checksum add(byte[] bytes) {
    add(bytes.length);
    crc.update(bytes);
    return this;
  }

  int value() {
    return (int) crc.getValue();
  }
}
