package dev.treaty.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.store.StoreTest.Put;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that ends while it writes a snapshot starts from the last whole one plus the log, and
 * leaves nothing behind (bar C9).
 *
 * <p>The long run: {@code -Dtreaty.test.rows=100000 -Dtreaty.test.starts=50}.
 */
class InterruptedSnapshotTest {

  private static final int ROWS = Integer.getInteger("treaty.test.rows", 5_000);
  private static final int STARTS = Integer.getInteger("treaty.test.starts", 3);

  @TempDir Path temp;

  @Test
  void startsFromTheLastWholeOne() throws Exception {
    Path folder = temp.resolve("state");
    Random random = new Random(1);
    try (Store store = open(folder, 1_000_000)) {
      putNext(store, ROWS, ROWS);
    }
    long highest = ROWS;
    for (int i = 0; i < STARTS; i++) {
      long index = interrupt(folder, random);
      assertThat(index).as("start %d", i).isGreaterThanOrEqualTo(highest);
      highest = index;
    }
    assertThat(highest).isGreaterThan(ROWS);
  }

  private static void putNext(Store store, int count, int rows) {
    List<CompletableFuture<?>> group = new ArrayList<>();
    long first = store.state().index();
    for (long i = first; i < first + count; i++) {
      group.add(store.proposeLater(new Put("key-" + i % rows, "value " + i)));
    }
    group.forEach(CompletableFuture::join);
  }

  private long interrupt(Path folder, Random random) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "--enable-native-access=ALL-UNNAMED",
                Snapshotting.class.getName(),
                folder.toString(),
                String.valueOf(ROWS))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(temp.resolve("errors").toFile())
            .start();
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(Duration.ofMinutes(2))
          .until(() -> Files.exists(folder.resolve("snapshot.draft")));
      timer.schedule(process::destroyForcibly, random.nextInt(40), TimeUnit.MILLISECONDS).get();
      process.waitFor();
    }
    try (Store store = open(folder, 1_000_000)) {
      assertThat(names(folder)).noneMatch(name -> name.contains("draft"));
      assertThat(names(folder).stream().filter(name -> name.startsWith("snapshot-")))
          .hasSizeLessThanOrEqualTo(1);
      Table<StoreTest.Note> notes = store.state().table(StoreTest.NOTES);
      assertThat(notes.size()).isEqualTo(ROWS);
      return store.state().index();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static Store open(Path folder, int compactEvery) {
    return Store.open(
        SqliteStorage.open(folder, StoreTest.schema(), InstantSource.system(), compactEvery),
        StoreTest.schema());
  }

  /** Writes all rows again and again, with a snapshot after every fifth of them. */
  static final class Snapshotting {
    private Snapshotting() {}

    public static void main(String[] args) {
      int rows = Integer.parseInt(args[1]);
      Store store = open(Path.of(args[0]), rows / 5);
      while (true) {
        putNext(store, 200, rows);
      }
    }
  }
}
