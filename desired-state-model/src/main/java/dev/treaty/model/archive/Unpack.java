package dev.treaty.model.archive;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads MessagePack. What is not as expected is a {@link DamagedArchiveException}; no more is ever
 * taken into memory than has come.
 */
public final class Unpack {

  private static final int DEEPEST = 200;

  private final DataInputStream in;
  private long read;

  /** A reader; give it a buffered stream. */
  public Unpack(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /** How many bytes were read so far. */
  public long position() {
    return read;
  }

  /** The kind of the value that follows, or -1 at the end. */
  public int kind() throws IOException {
    int kind = in.read();
    if (kind >= 0) {
      read++;
    }
    return kind;
  }

  /** How many values follow, which belong together. */
  public int items() throws IOException {
    return small(0x90);
  }

  /** How many pairs follow, which belong together. */
  public int fields() throws IOException {
    return small(0x80);
  }

  private int small(int form) throws IOException {
    int first = one();
    if ((first & 0xF0) != form) {
      throw unexpected();
    }
    return first & 0x0F;
  }

  public long number() throws IOException {
    int first = one();
    if (first < 128) {
      return first;
    }
    long number = first == 0xCF ? big(Long.BYTES) : -1;
    if (number < 0) {
      throw unexpected();
    }
    return number;
  }

  public String text() throws IOException {
    byte[] bytes = block(0xDB);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw unexpected();
    }
  }

  public byte[] bytes() throws IOException {
    return block(0xC6);
  }

  private byte[] block(int form) throws IOException {
    if (one() != form) {
      throw unexpected();
    }
    long length = big(Integer.BYTES);
    byte[] bytes = in.readNBytes((int) Math.min(length, Integer.MAX_VALUE - 8));
    read += bytes.length;
    if (bytes.length < length) {
      throw new DamagedArchiveException("unexpected EOF");
    }
    return bytes;
  }

  /** Passes over any value whatever. */
  public void skip() throws IOException {
    skip(DEEPEST);
  }

  private void skip(int depth) throws IOException {
    int first = one();
    if (depth == 0) {
      throw unexpected();
    }
    if (first < 0x80 || first >= 0xE0) {
      return;
    }
    if (first < 0xA0) {
      skip(first & 0x0F, first < 0x90 ? 2 : 1, depth);
    } else if (first < 0xC0) {
      pass(first & 0x1F);
    } else {
      switch (first) {
        case 0xC0, 0xC2, 0xC3 -> {}
        case 0xC4, 0xD9 -> pass(big(1));
        case 0xC5, 0xDA -> pass(big(2));
        case 0xC6, 0xDB -> pass(big(4));
        case 0xC7 -> pass(big(1) + 1);
        case 0xC8 -> pass(big(2) + 1);
        case 0xC9 -> pass(big(4) + 1);
        case 0xCC, 0xD0 -> pass(1);
        case 0xCD, 0xD1, 0xD4 -> pass(2);
        case 0xCA, 0xCE, 0xD2 -> pass(4);
        case 0xCB, 0xCF, 0xD3 -> pass(8);
        case 0xD5 -> pass(3);
        case 0xD6 -> pass(5);
        case 0xD7 -> pass(9);
        case 0xD8 -> pass(17);
        case 0xDC -> skip(big(2), 1, depth);
        case 0xDD -> skip(big(4), 1, depth);
        case 0xDE -> skip(big(2), 2, depth);
        case 0xDF -> skip(big(4), 2, depth);
        default -> throw unexpected();
      }
    }
  }

  private void skip(long count, int each, int depth) throws IOException {
    for (long i = 0; i < count * each; i++) {
      skip(depth - 1);
    }
  }

  private void pass(long count) throws IOException {
    try {
      in.skipNBytes(count);
    } catch (EOFException e) {
      throw new DamagedArchiveException("unexpected EOF");
    }
    read += count;
  }

  private long big(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << 8 | one();
    }
    return number;
  }

  private int one() throws IOException {
    int one = in.read();
    if (one < 0) {
      throw new DamagedArchiveException("unexpected EOF");
    }
    read++;
    return one;
  }

  private static DamagedArchiveException unexpected() {
    return new DamagedArchiveException("state.bin is not as it should be");
  }
}
