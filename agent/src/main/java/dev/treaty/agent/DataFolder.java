package dev.treaty.agent;

import dev.treaty.agent.cluster.trust.Identity;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.store.BatchedLog;
import dev.treaty.agent.store.CommitLog;
import dev.treaty.agent.store.DurableLog;
import dev.treaty.agent.store.StoreSchema;
import dev.treaty.agent.store.raft.RaftLog;
import dev.treaty.agent.store.raft.RaftSettings;
import dev.treaty.agent.store.raft.RaftTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The agent's folder on disk, or none in memory. */
record DataFolder(Optional<Path> path) {

  private static final String ALONE = "state";
  private static final String RAFT = "raft";

  static DataFolder open(AgentSettings settings) {
    settings.dataDir().ifPresent(DataFolder::create);
    return new DataFolder(settings.dataDir());
  }

  private static void create(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException e) {
      throw new CannotStartException("cannot make the data directory " + folder, e);
    }
  }

  /** Whether the log is one that several servers keep together, or was. */
  boolean isOfSeveral(AgentSettings settings) {
    return settings.cluster().server()
        && (settings.cluster().isSeveral()
            || path.filter(folder -> RaftLog.isUsed(folder.resolve(RAFT))).isPresent());
  }

  /** This server's part of the log that several keep together. */
  RaftLog openSharedLog(
      AgentSettings settings,
      String nodeId,
      StoreSchema schema,
      InstantSource clock,
      Identity identity) {
    Path folder =
        path.orElseThrow(() ->
            new CannotStartException(
                "a server that keeps its state with others needs a data_dir",
                new IllegalArgumentException()));
    RaftSettings.Tuning usual = RaftSettings.Tuning.DEFAULT;
    int stretch = settings.cluster().timing().raftMultiplier();
    return RaftLog.open(
        new RaftSettings(
            nodeId,
            folder.resolve(RAFT),
            settings.network().bindAddress(),
            settings.network().ports().server(),
            settings.network().advertiseAddress(),
            Optional.of(new RaftTls(identity.tls().keys(), identity.anyName())),
            Optional.of(folder.resolve(ALONE)),
            new RaftSettings.Tuning(
                usual.electionMin().multipliedBy(stretch),
                usual.electionMax().multipliedBy(stretch),
                usual.snapshotEvery(),
                usual.keptEntries(),
                usual.inFlight(),
                usual.segmentBytes())),
        schema,
        clock);
  }

  /** The log in this folder, or one in memory. */
  CommitLog openLog(StoreSchema schema, InstantSource clock) {
    return path.isPresent()
        ? DurableLog.open(path.get().resolve(ALONE), schema, clock)
        : BatchedLog.inMemory(clock);
  }

  /** The log of what is this agent's own and no other server's. */
  CommitLog openLocalLog(StoreSchema schema, InstantSource clock) {
    return path.isPresent()
        ? DurableLog.open(path.get().resolve("local"), schema, clock)
        : BatchedLog.inMemory(clock);
  }

  /** Where the other servers' addresses are kept. */
  Optional<Path> knownServers() {
    return path.map(folder -> folder.resolve("servers"));
  }

  /** The configured ID, else the one kept here, else a new one, which is kept. */
  String nodeId(AgentSettings settings) {
    if (settings.node().id().isPresent()) {
      return settings.node().id().get().toLowerCase(Locale.ROOT);
    }
    if (path.isEmpty()) {
      return UUID.randomUUID().toString();
    }
    Path file = path.get().resolve("node-id");
    try {
      if (Files.exists(file)) {
        return UUID.fromString(Files.readString(file).strip()).toString();
      }
      String made = UUID.randomUUID().toString();
      write(file, made);
      return made;
    } catch (IOException e) {
      throw new CannotStartException("cannot read or write " + file, e);
    } catch (IllegalArgumentException e) {
      throw new CannotStartException(file + " does not hold a node ID", e);
    }
  }

  /** Writes {@code ports.json} here, and where the settings want it besides. */
  void writePorts(AgentSettings settings, Map<String, Integer> ports) {
    String text =
        ports.entrySet().stream()
            .map(port -> "  \"" + port.getKey() + "\": " + port.getValue())
            .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    path.ifPresent(folder -> tryWrite(folder.resolve("ports.json"), text));
    settings.portsFile().ifPresent(file -> tryWrite(file, text));
  }

  private static void tryWrite(Path file, String text) {
    try {
      write(file, text);
    } catch (IOException e) {
      throw new CannotStartException("cannot write " + file, e);
    }
  }

  /** Whole or not at all: others wait for this file to appear. */
  private static void write(Path file, String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path fresh = Files.createTempFile(folder, ".treaty-", ".tmp");
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
