package dev.treaty.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.store.StoreTest.Put;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long log of few rows stays small on disk and starts soon (bar C11).
 *
 * <p>The long run: {@code -Dtreaty.test.writes=1000000 -Xmx512m}.
 */
class LongLogTest {

  private static final int WRITES = Integer.getInteger("treaty.test.writes", 30_000);
  private static final int KEYS = Math.max(3_000, WRITES / 100);
  private static final int IN_FLIGHT = 512;
  private static final String FILLER = "x".repeat(380);

  @TempDir Path temp;

  private Store open() {
    return Store.open(
        SqliteStorage.open(
            temp.resolve("state"), StoreTest.schema(), InstantSource.system(), 2 * KEYS),
        StoreTest.schema());
  }

  @Test
  void staysNearTheSizeOfItsRows(TestReporter reporter) throws Exception {
    long began = System.nanoTime();
    try (Store store = open()) {
      Semaphore places = new Semaphore(IN_FLIGHT);
      for (int i = 0; i < WRITES; i++) {
        places.acquire();
        CompletableFuture<Long> written = store.proposeLater(new Put(key(i % KEYS), text(i)));
        var unused = written.whenComplete((index, failure) -> places.release());
      }
      places.acquire(IN_FLIGHT);
    }
    long wrote = System.nanoTime() - began;
    long live = (long) KEYS * (key(0).length() + text(0).length());
    long disk = size(temp.resolve("state"));

    long opened = System.nanoTime();
    try (Store store = open()) {
      long started = System.nanoTime() - opened;
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
      reporter.publishEntry(
          "C11",
          "%d writes to %d keys in %d ms, live %d KB, disk %d KB, start %d ms, heap %d MB"
              .formatted(
                  WRITES,
                  KEYS,
                  wrote / 1_000_000,
                  live / 1024,
                  disk / 1024,
                  started / 1_000_000,
                  heap >> 20));
      assertThat(disk).isLessThanOrEqualTo(10 * live);
      assertThat(Duration.ofNanos(started)).isLessThan(Duration.ofSeconds(15));
      assertThat(store.state().index()).isEqualTo(WRITES);
      for (int key = 0; key < KEYS; key++) {
        int last = key + (WRITES - 1 - key) / KEYS * KEYS;
        assertThat(store.state().table(StoreTest.NOTES).get(key(key)).orElseThrow().row().text())
            .isEqualTo(text(last));
      }
    }
  }

  private static String key(int number) {
    return Keys.of("key", "%07d".formatted(number));
  }

  private static String text(int write) {
    return "%09d %s".formatted(write, FILLER);
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(LongLogTest::length).sum();
    }
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
