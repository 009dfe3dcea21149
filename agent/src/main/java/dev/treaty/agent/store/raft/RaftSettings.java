package dev.treaty.agent.store.raft;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a server needs to keep a log with others.
 *
 * @param id its node ID, which never changes
 * @param folder where its part of the log is kept; made if need be
 * @param bindHost where it listens; empty for everywhere
 * @param port 0 for a free one
 * @param advertiseHost under which name or address the others reach it
 * @param tls none only on loopback
 * @param singleServer the folder of the {@link dev.treaty.agent.store.DurableLog} that this server
 *     had while it was alone; its state becomes the group's first
 * @param tuning what tests turn
 */
public record RaftSettings(
    String id,
    Path folder,
    String bindHost,
    int port,
    String advertiseHost,
    Optional<RaftTls> tls,
    Optional<Path> singleServer,
    Tuning tuning) {

  /**
   * Times and sizes; the defaults were measured.
   *
   * @param electionMin a follower that hears nothing for a random time between this and {@code
   *     electionMax} asks for votes
   * @param snapshotEvery number of commands after which a snapshot is taken
   * @param keptEntries number of entries that stay in the log behind a snapshot, so that a server
   *     that was away for a moment needs none
   * @param inFlight number of batches that are on their way at once
   */
  public record Tuning(
      Duration electionMin,
      Duration electionMax,
      int snapshotEvery,
      int keptEntries,
      int inFlight,
      long segmentBytes) {

    /** For servers in one data center. */
    public static final Tuning DEFAULT =
        new Tuning(Duration.ofMillis(500), Duration.ofMillis(1000), 20_000, 5_000, 4, 8L << 20);
  }

  /** Where the others reach this server. */
  String advertise(int openPort) {
    return (advertiseHost.contains(":") ? "[" + advertiseHost + "]" : advertiseHost)
        + ":"
        + openPort;
  }
}
