package dev.treaty.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.store.StoreTest.Put;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flipped bits and lost ends of the store's files are noticed: it opens whole or not at all (bar
 * C8).
 *
 * <p>The long run: {@code -Dtreaty.test.damages=200 -Dtreaty.test.seed=N}.
 */
class DamagedFilesTest {

  private static final int DAMAGES = Integer.getInteger("treaty.test.damages", 12);
  private static final long SEED = Long.getLong("treaty.test.seed", 1);
  private static final int LAST = 180;

  @TempDir Path temp;

  private final Map<String, byte[]> files = new TreeMap<>();

  /** A snapshot, rows in the main file, and rows that are in the write-ahead file only. */
  @BeforeEach
  void write() throws IOException {
    Path folder = temp.resolve("whole");
    try (Store store = open(folder, 100)) {
      putUpTo(store, 120);
      await().until(() -> Files.exists(folder.resolve("snapshot-100.db")));
    }
    try (Store store = open(folder, 1_000_000)) {
      putUpTo(store, 150);
    }
    try (Store store = open(folder, 1_000_000)) {
      putUpTo(store, LAST);
      try (var all = Files.list(folder)) {
        for (Path file : all.toList()) {
          files.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
      }
    }
    files.remove("log.db-shm");
    files.remove("lock");
    assertThat(files).containsOnlyKeys("high-water", "log.db", "log.db-wal", "snapshot-100.db");
  }

  private static Store open(Path folder, int compactEvery) {
    return Store.open(
        SqliteStorage.open(folder, StoreTest.schema(), InstantSource.system(), compactEvery),
        StoreTest.schema());
  }

  private static void putUpTo(Store store, int last) {
    for (long i = store.state().index() + 1; i <= last; i++) {
      store.propose(new Put("key-" + i % 40, "value " + i));
    }
  }

  @Test
  void aFlippedBitIsNoticedOrHarmless() throws IOException {
    Random random = new Random(SEED);
    int refused = 0;
    for (String file : files.keySet()) {
      for (int i = 0; i < DAMAGES; i++) {
        byte[] bytes = files.get(file).clone();
        int at = random.nextInt(bytes.length);
        for (int bit = 0; bit < (DAMAGES < 100 ? 1 : 8); bit++) {
          byte[] flipped = bytes.clone();
          flipped[at] ^= (byte) (1 << (DAMAGES < 100 ? random.nextInt(8) : bit));
          refused += opensWholeOrNotAtAll(file, flipped, "bit flipped at " + at) ? 0 : 1;
        }
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void aLostEndIsNoticedOrHarmless() throws IOException {
    Random random = new Random(SEED);
    int refused = 0;
    for (String file : files.keySet()) {
      for (int i = 0; i < 2.5 * DAMAGES; i++) {
        byte[] bytes = files.get(file);
        int length = random.nextInt(bytes.length);
        byte[] cut = Arrays.copyOf(bytes, length);
        refused += opensWholeOrNotAtAll(file, cut, "cut at " + length) ? 0 : 1;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void aMissingFileIsNoticed() throws IOException {
    assertThat(opensWholeOrNotAtAll("log.db-wal", new byte[0], "gone")).isFalse();
    assertThat(opensWholeOrNotAtAll("snapshot-100.db", new byte[0], "gone")).isFalse();
    assertThat(opensWholeOrNotAtAll("log.db", new byte[0], "gone")).isFalse();
    assertThat(opensWholeOrNotAtAll("high-water", new byte[0], "gone")).isTrue();
  }

  /** Whether the store opens, with everything, when one of its files has this content. */
  private boolean opensWholeOrNotAtAll(String damaged, byte[] content, String how)
      throws IOException {
    Path folder = Files.createTempDirectory(temp, "damaged");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(
          folder.resolve(file.getKey()), file.getKey().equals(damaged) ? content : file.getValue());
    }
    if (content.length == 0) {
      Files.delete(folder.resolve(damaged));
    }
    try (Store store = open(folder, 1_000_000)) {
      assertThat(store.state().index()).as("%s %s", damaged, how).isEqualTo(LAST);
      assertThat(rows(store.state())).as("%s %s", damaged, how).isEqualTo(expected());
      return true;
    } catch (DamagedStoreException e) {
      assertThat(e).hasMessageContaining(folder.toString());
      return false;
    }
  }

  private static Map<String, String> rows(State state) {
    return state.table(StoreTest.NOTES).all().stream()
        .collect(Collectors.toMap(Stored::key, row -> row.row().text()));
  }

  private static Map<String, String> expected() {
    Map<String, String> rows = new TreeMap<>();
    for (int i = 1; i <= LAST; i++) {
      rows.put("key-" + i % 40, "value " + i);
    }
    return rows;
  }
}
