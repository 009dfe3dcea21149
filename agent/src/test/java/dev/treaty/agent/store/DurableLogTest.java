package dev.treaty.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.store.StoreTest.Delete;
import dev.treaty.agent.store.StoreTest.Put;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableLogTest {

  @TempDir Path temp;

  private Path folder() {
    return temp.resolve("state");
  }

  private Store open(int compactEvery) {
    return Store.open(
        SqliteStorage.open(folder(), StoreTest.schema(), InstantSource.system(), compactEvery),
        StoreTest.schema());
  }

  private Store open() {
    return open(1_000_000);
  }

  private void sql(String file, String... lines) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder().resolve(file));
        Statement statement = connection.createStatement()) {
      for (String line : lines) {
        statement.execute(line);
      }
    }
  }

  @Test
  void keepsRowsAndIndexesOverARestart() {
    try (Store store = open()) {
      store.propose(new Put(Keys.of("a", "1"), "x"));
      store.propose(new Put(Keys.of("a", "2"), "ü\u2028"));
      store.propose(new Put(Keys.of("a", "1"), "y"));
      store.propose(new Delete(Keys.of("a", "2")));
    }
    try (Store store = open()) {
      Table<StoreTest.Note> notes = store.state().table(StoreTest.NOTES);
      Stored<StoreTest.Note> row = notes.get(Keys.of("a", "1")).orElseThrow();
      assertThat(row.row().text()).isEqualTo("y");
      assertThat(row.createIndex()).isEqualTo(1);
      assertThat(row.modifyIndex()).isEqualTo(3);
      assertThat(notes.index(Keys.prefix("a"))).isEqualTo(4);
      assertThat(store.propose(new Put("b", "z"))).isEqualTo(5);
    }
  }

  @Test
  void takesSnapshotsLetsOldRowsGoAndStartsFromBoth() throws Exception {
    try (Store store = open(50)) {
      for (int i = 0; i < 130; i++) {
        store.propose(new Put(Keys.of("k", "" + i % 20), "v" + i));
      }
      store.propose(new Delete(Keys.of("k", "7")));
      await()
          .untilAsserted(() -> {
            try (var files = Files.list(folder())) {
              assertThat(files.map(Path::getFileName).map(Path::toString))
                  .anyMatch(name -> name.startsWith("snapshot-"));
            }
          });
    }
    try (Store store = open(50)) {
      Table<StoreTest.Note> notes = store.state().table(StoreTest.NOTES);
      assertThat(notes.size()).isEqualTo(19);
      assertThat(notes.get(Keys.of("k", "9")).orElseThrow().row().text()).isEqualTo("v129");
      assertThat(notes.index()).isEqualTo(131);
      assertThat(store.state().index()).isEqualTo(131);
    }
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder().resolve("log.db"));
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT min(idx) FROM log")) {
      assertThat(rows.getLong(1)).isGreaterThanOrEqualTo(51);
    }
  }

  @Test
  void refusesASecondAgentOnTheSameData() {
    try (Store store = open()) {
      assertThat(store.state().index()).isZero();
      assertThatThrownBy(this::open)
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("another agent is running");
    }
  }

  @Test
  void namesTheRowThatIsDamaged() throws Exception {
    writeThree();
    sql("log.db", "UPDATE log SET body = '{\"key\":\"a\",\"text\":\"forged\"}' WHERE idx = 2");
    assertThatThrownBy(this::open)
        .isInstanceOf(DamagedStoreException.class)
        .hasMessageContaining("table log, row 2 does not match its checksum");
  }

  @Test
  void refusesALogThatLostItsTailOrItsMiddle() throws Exception {
    writeThree();
    sql("log.db", "DELETE FROM log WHERE idx = 3");
    assertThatThrownBy(this::open)
        .isInstanceOf(DamagedStoreException.class)
        .hasMessageContaining("ends at row 2, but row 3 was acknowledged");
    sql("log.db", "DELETE FROM log WHERE idx = 1");
    assertThatThrownBy(this::open)
        .isInstanceOf(DamagedStoreException.class)
        .hasMessageContaining("rows are missing");
  }

  @Test
  void refusesAForeignAndANewerStore() throws Exception {
    writeThree();
    sql("log.db", "PRAGMA user_version = 99");
    assertThatThrownBy(this::open).hasMessageContaining("written by a newer version");
    sql("log.db", "PRAGMA application_id = 7");
    assertThatThrownBy(this::open).hasMessageContaining("is not a store of Treaty's");
    Files.writeString(folder().resolve("log.db"), "not a database, certainly not one at all");
    assertThatThrownBy(this::open).isInstanceOf(DamagedStoreException.class);
  }

  @Test
  void isReadableForTheOwnerOnly() throws Exception {
    writeThree();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder().resolve("log.db"))))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesWhatItCannotKeepAndRecoversByItself() throws Exception {
    SqliteStorage[] storage = new SqliteStorage[1];
    CommitLog log =
        SqliteStorage.open(
            folder(), StoreTest.schema(), InstantSource.system(), 1_000_000, s -> storage[0] = s);
    try (Store store = Store.open(log, StoreTest.schema())) {
      store.propose(new Put("a", "kept"));
      storage[0].pragma("max_page_count = 1");
      assertThatThrownBy(() -> store.propose(new Put("b", "x".repeat(100_000))))
          .isInstanceOf(StoreUnavailableException.class);
      assertThat(store.state().table(StoreTest.NOTES).get("b")).isEmpty();
      assertThat(store.state().table(StoreTest.NOTES).get("a")).isPresent();
      assertThat(store.propose(new Put("c", "kept too"))).isEqualTo(2);
    }
    try (Store store = open()) {
      assertThat(store.state().table(StoreTest.NOTES).all())
          .extracting(Stored::key)
          .containsExactly("a", "c");
    }
  }

  @Test
  void losesNothingAcknowledgedWhenItIsKilled() throws Exception {
    for (int round = 1; round <= 3; round++) {
      Path told = temp.resolve("told-" + round);
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "--enable-native-access=ALL-UNNAMED",
                  Endless.class.getName(),
                  folder().toString())
              .redirectOutput(told.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      int enough = 100 * round;
      await().atMost(Duration.ofSeconds(30)).until(() -> Files.readAllLines(told).size() >= enough);
      process.destroyForcibly();
      process.waitFor();
      List<String> acknowledged =
          Files.readAllLines(told).stream().filter(line -> line.endsWith(".")).toList();
      try (Store store = open()) {
        Table<StoreTest.Note> notes = store.state().table(StoreTest.NOTES);
        for (String key : acknowledged) {
          assertThat(notes.get(key)).as(key).isPresent();
        }
      }
    }
  }

  @Test
  void restoresAStateAboveEveryIndexThatWasSeen() {
    State old;
    try (Store store = open()) {
      store.propose(new Put(Keys.of("a", "1"), "old"));
      old = store.state();
      for (int i = 0; i < 5; i++) {
        store.propose(new Put(Keys.of("b", "" + i), "new"));
      }
      Reader reader = store.reader();
      assertThat(reader.table(StoreTest.NOTES).prefix(Keys.prefix("b"))).hasSize(5);
      AtomicInteger woken = new AtomicInteger();
      store.watch(reader, woken::incrementAndGet);
      assertThat(store.restore(old)).isEqualTo(7);
      await().until(() -> woken.get() == 1);
      assertThat(store.propose(new Put("c", "later"))).isEqualTo(8);
    }
    try (Store store = open()) {
      Table<StoreTest.Note> notes = store.state().table(StoreTest.NOTES);
      assertThat(notes.all()).extracting(Stored::key).containsExactly(Keys.of("a", "1"), "c");
      assertThat(notes.get(Keys.of("a", "1")).orElseThrow().modifyIndex()).isEqualTo(1);
      assertThat(notes.index(Keys.prefix("a"))).isEqualTo(7);
      assertThat(notes.index(Keys.prefix("b"))).isEqualTo(7);
      assertThat(store.state().index()).isEqualTo(8);
    }
  }

  private void writeThree() {
    try (Store store = open()) {
      store.propose(new Put("a", "1"));
      store.propose(new Put("b", "2"));
      store.propose(new Put("c", "3"));
    }
  }

  /** Writes until it is killed and says each key that was acknowledged. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] args) {
      Store store =
          Store.open(
              SqliteStorage.open(Path.of(args[0]), StoreTest.schema(), InstantSource.system(), 70),
              StoreTest.schema());
      for (long i = store.state().index(); ; i++) {
        String key = "key-" + i + ".";
        store.propose(new Put(key, "v"));
        System.out.println(key);
      }
    }
  }
}
