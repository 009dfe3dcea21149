package dev.treaty.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.treaty.agent.store.StoreTest.Put;
import dev.treaty.agent.store.SyscallTrace.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A disk that refuses one call, or a process that ends in the middle of one (bars C2 and C6): what
 * failed is refused and never acknowledged later, and writes go on by themselves.
 *
 * <p>The long run: {@code -Dtreaty.test.faults=100}.
 */
class FaultyDiskTest {

  private static final int FAULTS = Integer.getInteger("treaty.test.faults", 2);
  private static final int OPERATIONS = 60;
  private static final int STATES = 120;

  @TempDir Path temp;

  /** The numbers of the calls that fail: all, or a few spread over the run. */
  static IntStream faults() {
    return IntStream.rangeClosed(1, FAULTS).map(i -> FAULTS < 100 ? 12 + 23 * i : i);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFailedSyncIsNeverFollowedByAnAcknowledgement(int number) throws Exception {
    survives("inject=fsync:error=EIO:when=" + number + ".." + (number + 1));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFailedWriteIsRefused(int number) throws Exception {
    survives("inject=pwrite64:error=EIO:when=" + number);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFullDiskIsOverWhenThereIsSpace(int number) throws Exception {
    survives("inject=pwrite64:error=ENOSPC:when=" + number + ".." + (number + 6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pwrite64", "fsync", "rename", "unlink", "ftruncate"})
  void aProcessThatEndsInTheMiddleLosesNothing(String call) throws Exception {
    assumeTrue(SyscallTrace.isAvailable(), "needs strace");
    for (int number : faults().toArray()) {
      Path folder = Files.createTempDirectory(temp, "killed").resolve("state");
      int at = call.equals("pwrite64") || call.equals("fsync") ? number : 1 + number % 7;
      Path trace = trace(folder, "inject=" + call + ":signal=KILL:when=" + at);
      int kept = SyscallTrace.read(trace).stream().reduce(0, FaultyDiskTest::kept, Math::max);
      assertThat(recovered(folder)).as("killed at %s %d", call, at).isGreaterThanOrEqualTo(kept);
    }
  }

  /** Runs to the end although a call fails, and a power cut at any time costs nothing kept. */
  private void survives(String fault) throws Exception {
    assumeTrue(SyscallTrace.isAvailable(), "needs strace");
    Path folder = temp.resolve("state");
    List<Call> calls = SyscallTrace.read(trace(folder, fault));
    assertThat(calls.stream().reduce(0, FaultyDiskTest::kept, Math::max)).isEqualTo(OPERATIONS);
    assertThat(recovered(folder)).isEqualTo(OPERATIONS);

    CrashDisk disk = new CrashDisk(folder.toString());
    Random random = new Random(1);
    int kept = 0;
    for (Call call : calls) {
      disk.apply(call);
      kept = kept(kept, call);
      if (disk.isUnsynced() && random.nextInt(calls.size()) < STATES) {
        Path left = Files.createTempDirectory(temp, "left");
        disk.crashInto(left, random);
        assertThat(recovered(left)).as("%s, %s", fault, left).isGreaterThanOrEqualTo(kept);
      }
    }
  }

  private Path trace(Path folder, String fault) throws IOException, InterruptedException {
    return SyscallTrace.record(
        Files.createTempDirectory(temp, "trace"),
        List.of("-e", fault),
        Stubborn.class,
        folder.toString());
  }

  private static int kept(int before, Call call) {
    String said = new String(call.data(), StandardCharsets.UTF_8);
    return call.name().equals("write") && said.matches("kept \\d+\\n")
        ? Integer.parseInt(said.substring(5).strip())
        : before;
  }

  /** The index with which the store opens; each row below it must be there. */
  private static long recovered(Path folder) {
    try (Store store =
        Store.open(
            SqliteStorage.open(folder, StoreTest.schema(), InstantSource.system(), 1_000_000),
            StoreTest.schema())) {
      long index = store.state().index();
      for (int i = 1; i <= index; i++) {
        assertThat(store.state().table(StoreTest.NOTES).get("key-" + i))
            .as("key %d", i)
            .isPresent();
      }
      return index;
    }
  }

  /** Opens the store and writes, each as often as it takes, and says what is kept. */
  static final class Stubborn {
    private static final int TRIES = 20;

    private Stubborn() {}

    public static void main(String[] args) {
      try (Store store = opened(Path.of(args[0]), TRIES)) {
        for (int i = 1; i <= OPERATIONS; i++) {
          write(store, i);
          System.out.println("kept " + i);
        }
      }
    }

    private static Store opened(Path folder, int tries) {
      try {
        return Store.open(
            SqliteStorage.open(folder, StoreTest.schema(), InstantSource.system(), 20),
            StoreTest.schema());
      } catch (StoreUnavailableException | DamagedStoreException e) {
        if (tries == 0) {
          throw e;
        }
        return opened(folder, tries - 1);
      }
    }

    private static void write(Store store, int number) {
      for (int tries = TRIES; ; tries--) {
        try {
          store.propose(new Put("key-" + number, "value ".repeat(number)));
          return;
        } catch (StoreUnavailableException e) {
          if (tries == 0) {
            throw e;
          }
        }
      }
    }
  }
}
