package dev.treaty.model.archive;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes MessagePack, as far as {@code state.bin} needs it. Not buffered, not for two threads. */
public final class Pack {

  private final DataOutputStream out;

  public Pack(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  /** What Consul's reader takes for the kind of the value that follows. */
  public Pack kind(int kind) throws IOException {
    out.writeByte(kind);
    return this;
  }

  /** So many values follow, which belong together. */
  public Pack items(int count) throws IOException {
    out.writeByte(0x90 | small(count));
    return this;
  }

  /** So many pairs of a text and a value follow, which belong together. */
  public Pack fields(int count) throws IOException {
    out.writeByte(0x80 | small(count));
    return this;
  }

  private static int small(int count) {
    if (count > 15) {
      throw new IllegalArgumentException("too many to write: " + count);
    }
    return count;
  }

  /** A number that is not negative. */
  public Pack number(long number) throws IOException {
    if (number >= 0 && number < 128) {
      out.writeByte((int) number);
    } else {
      out.writeByte(0xCF);
      out.writeLong(number);
    }
    return this;
  }

  public Pack text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeByte(0xDB);
    out.writeInt(bytes.length);
    out.write(bytes);
    return this;
  }

  public Pack bytes(byte[] bytes) throws IOException {
    out.writeByte(0xC6);
    out.writeInt(bytes.length);
    out.write(bytes);
    return this;
  }
}
