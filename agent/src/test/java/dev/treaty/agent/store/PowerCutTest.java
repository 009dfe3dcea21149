package dev.treaty.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.treaty.agent.store.StoreTest.Delete;
import dev.treaty.agent.store.StoreTest.Put;
import dev.treaty.agent.store.SyscallTrace.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a power cut leaves, the store opens with all that was acknowledged (bar C3).
 *
 * <p>A process is watched while it writes; from what it did to its files, states are made that a
 * cut could have left. The long run: {@code -Dtreaty.test.states=10000 -Dtreaty.test.seed=N}.
 */
class PowerCutTest {

  private static final int STATES = Integer.getInteger("treaty.test.states", 250);
  private static final long SEED = Long.getLong("treaty.test.seed", 1);
  private static final int OPERATIONS = 2_000;
  private static final int COMPACT_EVERY = 300;

  @TempDir Path temp;

  @Test
  void opensWithAllThatWasAcknowledged() throws Exception {
    assumeTrue(SyscallTrace.isAvailable(), "needs strace");
    Path folder = temp.resolve("state");
    List<Call> calls =
        SyscallTrace.read(SyscallTrace.record(temp, List.of(), Writer.class, folder.toString()));
    Random random = new Random(SEED);
    CrashDisk disk = new CrashDisk(folder.toString());
    double chance = 1.2 * STATES / calls.size();
    int acknowledged = 0;
    int states = 0;
    int lossy = 0;
    for (Call call : calls) {
      disk.apply(call);
      acknowledged = acknowledged(call, acknowledged);
      if (disk.isUnsynced()) {
        double due = chance;
        while (due > random.nextDouble()) {
          due -= 1;
          states++;
          long recovered = crash(disk, random, acknowledged, states);
          lossy += recovered == acknowledged ? 1 : 0;
        }
      }
    }
    System.out.printf(
        "power cut: %d states, %d of them with nothing but what was acknowledged, seed %d%n",
        states, lossy, SEED);
    assertThat(acknowledged).isEqualTo(OPERATIONS);
    assertThat(states).isGreaterThan(STATES / 3);
  }

  /** The writer says each number of operations on its standard output. */
  private static int acknowledged(Call call, int before) {
    String said = new String(call.data(), StandardCharsets.UTF_8);
    return call.name().equals("write") && said.matches("kept \\d+\\n")
        ? Integer.parseInt(said.substring(5).strip())
        : before;
  }

  private long crash(CrashDisk disk, Random random, int acknowledged, int number)
      throws IOException {
    Path left = temp.resolve("left-" + number);
    Files.createDirectory(left);
    disk.crashInto(left, random);
    long index;
    try (Store store =
        Store.open(
            SqliteStorage.open(left, StoreTest.schema(), InstantSource.system(), 1_000_000),
            StoreTest.schema())) {
      index = store.state().index();
      assertThat(index).as("state %d", number).isGreaterThanOrEqualTo(acknowledged);
      assertThat(rows(store.state())).as("state %d", number).isEqualTo(expected(index));
    }
    try (var files = Files.list(left)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(left);
    return index;
  }

  private static Map<String, String> rows(State state) {
    return state.table(StoreTest.NOTES).all().stream()
        .collect(Collectors.toMap(Stored::key, row -> row.row().text()));
  }

  private static Map<String, String> expected(long index) {
    Map<String, String> rows = new TreeMap<>();
    for (int i = 0; i < index; i++) {
      switch (operation(i)) {
        case Put put -> rows.put(put.key(), put.text());
        case Delete delete -> rows.remove(delete.key());
        default -> throw new IllegalStateException();
      }
    }
    return rows;
  }

  /** The i-th operation, which always changes something. */
  private static Command<?> operation(int i) {
    return i % 10 == 9
        ? new Delete("key-" + (i - 1) % 97)
        : new Put("key-" + i % 97, "value " + i + "x".repeat(i % 50 == 0 ? 9_000 : i % 300));
  }

  /** Writes all operations, some at once, and says how many are kept. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      try (Store store =
          Store.open(
              SqliteStorage.open(
                  Path.of(args[0]), StoreTest.schema(), InstantSource.system(), COMPACT_EVERY),
              StoreTest.schema())) {
        for (int i = 0; i < OPERATIONS; ) {
          List<CompletableFuture<?>> group = new ArrayList<>();
          for (int together = 1 + i % 4; together > 0 && i < OPERATIONS; together--) {
            group.add(store.proposeLater(operation(i++)));
          }
          group.forEach(CompletableFuture::join);
          System.out.println("kept " + i);
        }
      }
    }
  }
}
