package dev.treaty.agent.store.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.store.DamagedStoreException;
import dev.treaty.agent.store.NotLeaderException;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.StoreUnavailableException;
import dev.treaty.agent.store.raft.Notes.Put;
import dev.treaty.agent.store.raft.Servers.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server does whose disk or data fails it. */
class FailingServerTest {

  @TempDir Path temp;

  private Servers three() {
    return Servers.of(temp, 3, Servers.fast(1_000_000, 1_000_000));
  }

  @Test
  void aLeaderWhoseDiskIsFullStepsDownAndComesBackByItself() {
    try (Servers servers = three()) {
      servers.propose(new Put("a", "1"));
      Server full = servers.leader();
      full.log().fail(new IOException("No space left on device"));
      assertThatThrownBy(() -> full.store().propose(new Put("b", "1")))
          .isInstanceOf(StoreUnavailableException.class)
          .isNotInstanceOf(NotLeaderException.class)
          .hasMessageContaining("No space left on device");
      assertThat(full.store().state().table(Notes.TABLE).get("a")).isPresent();
      await().atMost(Servers.SOON).until(() -> !full.leads());
      servers.propose(new Put("c", "1"));
      assertThat(full.store().state().table(Notes.TABLE).get("a")).isPresent();
      await().atMost(Servers.SOON).until(() -> full.log().membership().group().isPresent());
      servers.propose(new Put("d", "1"));
      servers.awaitEqual();
      assertThat(full.store().state().table(Notes.TABLE).get("d")).isPresent();
    }
  }

  @Test
  void aServerWhoseDiskFailedToSyncReadsOnAndKeepsNothingMore() {
    try (Servers servers = three()) {
      servers.propose(new Put("a", "1"));
      servers.awaitEqual();
      Server broken = servers.leader();
      broken.log().fail(new IOException("Input/output error"));
      await().atMost(Servers.SOON).until(() -> broken.log().membership().group().isEmpty());
      servers.propose(new Put("b", "1"));
      await()
          .during(Duration.ofSeconds(2))
          .atMost(Servers.SOON)
          .until(() -> broken.store().state().table(Notes.TABLE).get("b").isEmpty());
      assertThat(broken.store().state().table(Notes.TABLE).get("a")).isPresent();
      assertThatThrownBy(() -> broken.store().propose(new Put("c", "1")))
          .hasMessageContaining("Input/output error");
      assertThatThrownBy(() -> broken.store().readBarrier())
          .isInstanceOf(StoreUnavailableException.class);
      servers.kill(broken);
      servers.start(broken.id());
      servers.awaitEqual();
    }
  }

  @Test
  void refusesASecondServerOnTheSameFolderAForeignAndANewerOne() throws IOException {
    try (Servers servers = Servers.of(temp, 1, Servers.fast(1_000_000, 1_000_000))) {
      servers.propose(new Put("a", "1"));
      assertThatThrownBy(() -> servers.start("server-1"))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("another agent is running");
      servers.kill(servers.leader());
      Path format = servers.folder("server-1").resolve("format");
      Files.writeString(format, "treaty raft store, format 99\n");
      assertThatThrownBy(() -> servers.start("server-1"))
          .isInstanceOf(DamagedStoreException.class)
          .hasMessageContaining("written by a newer version");
      Files.delete(format);
      assertThatThrownBy(() -> servers.start("server-1"))
          .hasMessageContaining("is not a store of Treaty's");
    }
  }

  @Test
  void refusesALogThatLostWhatWasApplied() throws IOException {
    try (Servers servers = Servers.of(temp, 1, Servers.fast(1_000_000, 1_000_000))) {
      for (int i = 0; i < 20; i++) {
        servers.propose(new Put("key-" + i, "v".repeat(100)));
      }
      servers.kill(servers.leader());
      Path segment = segments("server-1", servers).getFirst();
      byte[] whole = Files.readAllBytes(segment);
      byte[] bytes = whole.clone();
      bytes[bytes.length / 2] ^= 1;
      Files.write(segment, bytes);
      assertThatThrownBy(() -> servers.start("server-1"))
          .isInstanceOf(DamagedStoreException.class)
          .hasMessageContaining(segment.getFileName().toString())
          .hasMessageContaining("does not match its checksum");
      assertThat(Files.readAllBytes(segment)).isEqualTo(bytes);
      Files.write(segment, Arrays.copyOf(whole, whole.length - 3));
      assertThatThrownBy(() -> servers.start("server-1")).isInstanceOf(DamagedStoreException.class);
      Files.write(segment, new byte[0]);
      assertThatThrownBy(() -> servers.start("server-1"))
          .isInstanceOf(DamagedStoreException.class)
          .hasMessageContaining("was applied");
      Files.write(segment, whole);
      servers.start("server-1");
      assertThat(servers.propose(new Notes.Count("key-x", 1))).isFalse();
      assertThat(servers.leader().store().state().table(Notes.TABLE).size()).isEqualTo(20);
    }
  }

  @Test
  void cutsOffWhatAPowerCutLeftInPieces() throws IOException {
    try (Servers servers = Servers.of(temp, 1, Servers.fast(1_000_000, 1_000_000))) {
      servers.propose(new Put("a", "1"));
      servers.kill(servers.leader());
      Path segment = segments("server-1", servers).getFirst();
      byte[] whole = Files.readAllBytes(segment);
      // A length, then nothing of it, then a page that came before the one in front of it.
      byte[] torn = Arrays.copyOf(whole, whole.length + 9_000);
      torn[whole.length] = 90;
      torn[whole.length + 1] = 17;
      torn[whole.length + 5_000] = 1;
      Files.write(segment, torn);
      servers.start("server-1");
      servers.propose(new Put("b", "1"));
      servers.kill(servers.leader());
      servers.start("server-1");
      servers.propose(new Put("c", "1"));
      assertThat(servers.leader().store().state().table(Notes.TABLE).size()).isEqualTo(3);
    }
  }

  @Test
  void losesNothingAcknowledgedWhenItIsKilled() throws Exception {
    Path folder = temp.resolve("one");
    Set<String> acknowledged = new HashSet<>();
    for (int round = 1; round <= 2; round++) {
      Path told = temp.resolve("told-" + round);
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "--enable-native-access=ALL-UNNAMED",
                  OneServer.class.getName(),
                  folder.toString(),
                  "150")
              .redirectOutput(told.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.readAllLines(told).size() >= 400);
      process.destroyForcibly();
      process.waitFor();
      Files.readAllLines(told).stream()
          .filter(line -> line.endsWith("."))
          .forEach(acknowledged::add);
    }
    RaftSettings settings = new Servers(temp, Servers.fast(150, 0)).settings("one");
    RaftLog log = RaftLog.open(settings, Notes.schema(), InstantSource.system());
    try (Store store = Store.open(log, Notes.schema())) {
      await().atMost(Servers.SOON).until(() -> log.leadership().leads());
      assertThat(acknowledged)
          .hasSizeGreaterThanOrEqualTo(800)
          .allMatch(key -> store.state().table(Notes.TABLE).get(key).isPresent());
    }
  }

  private static List<Path> segments(String id, Servers servers) throws IOException {
    try (Stream<Path> all = Files.walk(servers.folder(id))) {
      return all.filter(path -> path.getFileName().toString().startsWith("log_")).toList();
    }
  }

  @Test
  void isReadableForTheOwnerOnly() throws IOException {
    try (Servers servers = Servers.of(temp, 1, Servers.fast(10, 0))) {
      for (int i = 0; i < 25; i++) {
        servers.propose(new Put("key-" + i, "v"));
      }
      assertThat(permissions(servers.folder("server-1"))).isEqualTo("rwx------");
      servers.kill(servers.leader());
      servers.start("server-1");
      for (Path segment : segments("server-1", servers)) {
        assertThat(permissions(segment)).isEqualTo("rw-------");
      }
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
