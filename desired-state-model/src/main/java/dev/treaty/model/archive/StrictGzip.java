package dev.treaty.model.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * A gzip stream of one part and nothing behind it. The JDK's own passes over what follows the end,
 * and over a header's checksum.
 */
final class StrictGzip extends InflaterInputStream {

  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int BUFFER = 1 << 16;

  private final CRC32 crc = new CRC32();
  private boolean ended;

  /** Reads the header. */
  StrictGzip(InputStream in) throws IOException {
    super(in, new Inflater(true), BUFFER);
    byte[] header = in.readNBytes(HEADER);
    boolean known =
        header.length == HEADER
            && header[0] == 0x1F
            && header[1] == (byte) 0x8B
            && header[2] == 8
            && header[3] == 0;
    if (!known) {
      inf.end();
      throw new DamagedArchiveException("gzip: invalid header");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (ended || length == 0) {
      return ended ? -1 : 0;
    }
    int count;
    try {
      count = super.read(into, offset, length);
    } catch (ZipException e) {
      throw new DamagedArchiveException("flate: corrupt input");
    }
    if (count >= 0) {
      crc.update(into, offset, count);
      return count;
    }
    ended = true;
    trailer();
    return -1;
  }

  private void trailer() throws IOException {
    InputStream rest =
        new SequenceInputStream(
            new ByteArrayInputStream(buf, len - inf.getRemaining(), inf.getRemaining()), in);
    byte[] trailer = rest.readNBytes(TRAILER);
    if (trailer.length < TRAILER) {
      throw new DamagedArchiveException("unexpected EOF");
    }
    ByteBuffer numbers = ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN);
    if (numbers.getInt() != (int) crc.getValue()
        || numbers.getInt() != (int) inf.getBytesWritten()) {
      throw new DamagedArchiveException("gzip: invalid checksum");
    }
    if (rest.read() >= 0) {
      throw new DamagedArchiveException("something follows the end of the snapshot");
    }
  }

  @Override
  protected void fill() throws IOException {
    len = in.read(buf, 0, buf.length);
    if (len < 0) {
      throw new DamagedArchiveException("unexpected EOF");
    }
    inf.setInput(buf, 0, len);
  }

  @Override
  public void close() throws IOException {
    inf.end();
    super.close();
  }
}
