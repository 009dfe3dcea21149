package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.DamagedStoreException;
import dev.treaty.agent.store.HighWater;
import dev.treaty.agent.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a group's files before Ratis opens them. A power cut may leave the end of the file that
 * is being written in pieces; nothing of that was acknowledged, so it is cut off, where Ratis would
 * refuse to start. What was applied once must be there and whole, or the server does not start: it
 * would vote as if it had never had it.
 */
final class LogFiles {

  private static final Logger LOG = LoggerFactory.getLogger(LogFiles.class);

  private static final Pattern OPEN = Pattern.compile("log_inprogress_(\\d+)");
  private static final Pattern CLOSED = Pattern.compile("log_(\\d+)-(\\d+)");
  private static final Pattern SNAPSHOT = Pattern.compile("snapshot\\.(\\d+)_(\\d+)");

  /** {@code RaftLog1}, at the head of each file. */
  private static final int HEADER = 8;

  private LogFiles() {}

  /** Looks at all groups. */
  static void check(Path groups) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(groups)) {
      for (Path group : all) {
        checkGroup(group);
      }
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot read " + groups, e);
    }
  }

  private static void checkGroup(Path group) throws IOException {
    long applied;
    try (HighWater mark = HighWater.open(group)) {
      applied = mark.highest();
    }
    long last = -1;
    for (Path folder : new Path[] {group.resolve("current"), group.resolve("sm")}) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.sorted().toList()) {
            last = Math.max(last, lastIndex(file, applied));
          }
        }
      }
    }
    if (applied > 0 && last < applied) {
      throw new DamagedStoreException(
          group + " ends at entry " + last + ", but entry " + applied + " was applied");
    }
  }

  /** The last entry that the file holds, or what a snapshot includes; -1 for other files. */
  private static long lastIndex(Path file, long applied) throws IOException {
    String name = file.getFileName().toString();
    Matcher ends = CLOSED.matcher(name);
    if (ends.matches()) {
      return Long.parseLong(ends.group(2));
    }
    ends = SNAPSHOT.matcher(name);
    if (ends.matches()) {
      return Long.parseLong(ends.group(2));
    }
    ends = OPEN.matcher(name);
    return ends.matches() ? scan(file, Long.parseLong(ends.group(1)), applied) : -1;
  }

  private static long scan(Path file, long first, long applied) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    int at = HEADER;
    long index = first;
    while (at < bytes.limit() && bytes.get(at) != 0) {
      int length = entryLength(bytes, at);
      if (length < 0) {
        break;
      }
      at += length;
      index++;
    }
    if (!isZero(bytes, at)) {
      if (index <= applied) {
        throw new DamagedStoreException(file + ": entry " + index + " does not match its checksum");
      }
      LOG.warn("{} was cut off after entry {}: what followed was never whole", file, index - 1);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(at);
        channel.force(true);
      }
    }
    return index - 1;
  }

  private static boolean isZero(ByteBuffer bytes, int from) {
    for (int i = from; i < bytes.limit(); i++) {
      if (bytes.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Length of the whole entry there; -1 if it is not whole. */
  private static int entryLength(ByteBuffer bytes, int at) {
    long size = 0;
    int digits = 0;
    byte digit;
    do {
      if (digits == 5 || at + digits >= bytes.limit()) {
        return -1;
      }
      digit = bytes.get(at + digits);
      size |= (long) (digit & 0x7f) << 7 * digits;
      digits++;
    } while (digit < 0);
    long end = at + digits + size;
    if (end + Integer.BYTES > bytes.limit()) {
      return -1;
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(at, (int) (digits + size)));
    return (int) crc.getValue() == bytes.getInt((int) end)
        ? (int) (digits + size) + Integer.BYTES
        : -1;
  }
}
