package dev.treaty.agent.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The highest index that was made durable, in a file beside the log, so that a log which lost its
 * end without a trace is noticed. SQLite takes a damaged tail of its write-ahead file for one that
 * was never written.
 *
 * <p>Noted after the log is synced and never synced itself: what is read is at most what the log
 * held, and after a power cut perhaps a little less. Two slots take turns, so that one is whole.
 */
public final class HighWater implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HighWater.class);
  private static final int SLOT = 2 * Long.BYTES;

  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(SLOT);
  private long highest;
  private int turn;

  private HighWater(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Opens the file, which is made if need be. */
  public static HighWater open(Path folder) throws IOException {
    Path file = folder.resolve("high-water");
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    HighWater mark =
        new HighWater(
            file, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    try {
      mark.read();
      return mark;
    } catch (IOException e) {
      mark.channel.close();
      throw e;
    }
  }

  private void read() throws IOException {
    for (int slot = 0; slot < 2; slot++) {
      buffer.clear();
      while (buffer.hasRemaining() && channel.read(buffer, slot * SLOT + buffer.position()) >= 0) {
        // until the slot is full or the file ends
      }
      if (buffer.hasRemaining()) {
        return;
      }
      buffer.flip();
      long index = buffer.getLong();
      if (buffer.getLong() == checksum(index) && index > highest) {
        highest = index;
        turn = 1 - slot;
      }
    }
  }

  public Path file() {
    return file;
  }

  /** 0 if nothing was noted yet. */
  public long highest() {
    return highest;
  }

  /** Notes that the log is durable up to the index. A failure costs vigilance, not data. */
  public void note(long index) {
    buffer.clear().putLong(index).putLong(checksum(index)).flip();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer, turn * SLOT + buffer.position());
      }
      highest = index;
      turn = 1 - turn;
    } catch (IOException e) {
      LOG.debug("could not note the index {} in {}", index, file, e);
    }
  }

  private static long checksum(long index) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(index).flip());
    // Never 0: an empty slot is not a whole one.
    return crc.getValue() | 1L << 32;
  }

  @Override
  public void close() throws IOException {
    try {
      channel.force(false);
    } finally {
      channel.close();
    }
  }
}
