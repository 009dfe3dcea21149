package dev.treaty.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How many appends of 200 bytes the disk makes durable in a second, one after the other. */
final class DiskBench {

  private DiskBench() {}

  static double syncsPerSecond(Path folder, double seconds) {
    ByteBuffer record = ByteBuffer.allocateDirect(200);
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("sync.bin"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      long start = System.nanoTime();
      long end = start + (long) (seconds * 1e9);
      long done = 0;
      while (System.nanoTime() < end) {
        record.clear();
        file.write(record);
        file.force(false);
        done++;
      }
      return done / ((System.nanoTime() - start) / 1e9);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
