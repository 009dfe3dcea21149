package dev.treaty.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

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

  /** How many writes were acknowledged in the time of one sync. */
  static void writesForEachSync(
      String where,
      int clients,
      List<Target> targets,
      List<Double> rates,
      double syncs,
      Consumer<Figure> figures) {
    for (int i = 0; i < targets.size(); i++) {
      figures.accept(
          new Figure(
              "writes acknowledged" + where + ", " + clients + " clients, in the time of one sync",
              targets.get(i).kind(),
              rates.get(i) / syncs,
              "",
              Figure.Better.MORE));
    }
  }
}
