package dev.treaty.model.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The few things of the tar format (POSIX ustar) that the archive needs. */
final class Tar {

  static final int BLOCK = 512;

  private static final int NAME = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int SUM_AT = 148;
  private static final int SUM_LENGTH = 8;
  private static final int TYPE_AT = 156;
  private static final long MOST = 0x1_FFFF_FFFFL; // eleven octal digits

  private Tar() {}

  /** One file that follows. */
  record Entry(String name, long size) {}

  /** Writes a header; exactly that many bytes must follow, and {@link #pad}. */
  static void begin(OutputStream out, Entry entry, long seconds) throws IOException {
    if (entry.size() > MOST) {
      throw new IOException(entry.name() + " is too large for an archive: " + entry.size());
    }
    byte[] header = new byte[BLOCK];
    put(header, 0, entry.name());
    put(header, 100, "0000600\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, SIZE_AT, octal(entry.size(), SIZE_LENGTH - 1) + '\0');
    put(header, 136, octal(seconds, 11) + '\0');
    header[TYPE_AT] = '0';
    put(header, 257, "ustar\00000");
    put(header, SUM_AT, octal(sum(header), 6) + "\0 ");
    out.write(header);
  }

  static void pad(OutputStream out, long size) throws IOException {
    out.write(new byte[(int) padding(size)]);
  }

  static void end(OutputStream out) throws IOException {
    out.write(new byte[2 * BLOCK]);
  }

  /** Reads the header of a file that must be that one. */
  static Entry next(InputStream in, String expected) throws IOException {
    byte[] header = in.readNBytes(BLOCK);
    if (header.length < BLOCK) {
      throw new DamagedArchiveException("unexpected EOF");
    }
    int end = 0;
    while (end < NAME && header[end] != 0) {
      end++;
    }
    String name = new String(header, 0, end, StandardCharsets.UTF_8);
    if (number(header, SUM_AT, SUM_LENGTH) != sum(header)) {
      throw new DamagedArchiveException("archive/tar: invalid tar header");
    }
    if (!name.equals(expected) || (header[TYPE_AT] != '0' && header[TYPE_AT] != 0)) {
      throw new DamagedArchiveException(
          end == 0 ? "file missing: " + expected : "unexpected file \"" + name + "\" in snapshot");
    }
    return new Entry(name, number(header, SIZE_AT, SIZE_LENGTH));
  }

  static void skipPadding(InputStream in, long size) throws IOException {
    zeros(in.readNBytes((int) padding(size)), (int) padding(size));
  }

  /** Nothing but the blocks of zeros that end an archive may follow. */
  static void expectEnd(InputStream in) throws IOException {
    zeros(in.readNBytes(2 * BLOCK), 2 * BLOCK);
    byte[] more;
    while ((more = in.readNBytes(BLOCK)).length > 0) {
      zeros(more, more.length);
    }
  }

  private static void zeros(byte[] read, int expected) throws IOException {
    if (read.length < expected) {
      throw new DamagedArchiveException("unexpected EOF");
    }
    for (byte one : read) {
      if (one != 0) {
        throw new DamagedArchiveException("archive/tar: invalid tar header");
      }
    }
  }

  private static long padding(long size) {
    return (BLOCK - size % BLOCK) % BLOCK;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static String octal(long number, int digits) {
    String text = Long.toOctalString(number);
    return "0".repeat(digits - text.length()) + text;
  }

  private static long number(byte[] header, int at, int length) throws DamagedArchiveException {
    String text = new String(header, at, length, StandardCharsets.US_ASCII).replace('\0', ' ');
    try {
      return Long.parseUnsignedLong(text.strip(), 8) & Long.MAX_VALUE;
    } catch (NumberFormatException e) {
      throw new DamagedArchiveException("archive/tar: invalid tar header");
    }
  }

  /** The checksum's own place counts as blanks. */
  private static long sum(byte[] header) {
    byte[] copy = header.clone();
    Arrays.fill(copy, SUM_AT, SUM_AT + SUM_LENGTH, (byte) ' ');
    long sum = 0;
    for (byte one : copy) {
      sum += one & 0xFF;
    }
    return sum;
  }
}
