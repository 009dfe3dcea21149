package dev.treaty.agent.peering.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known about the stream of one peering, also after it ended.
 *
 * @param connected a stream is open and admitted now
 * @param error why the last one ended; empty while connected and after an orderly end
 * @param importedServices the names of the last list received; empty when none came yet
 * @param exportedServices the names of the last list sent; empty when none went out yet
 * @param lastReceive the latest of a heartbeat, an applied resource and a refused one
 * @param lastSend the latest resource sent
 * @param lastNack the last text with which the peer refused a resource
 */
public record StreamFacts(
    boolean connected,
    Optional<String> error,
    Optional<List<String>> importedServices,
    Optional<List<String>> exportedServices,
    Optional<Instant> lastHeartbeat,
    Optional<Instant> lastReceive,
    Optional<Instant> lastSend,
    Optional<String> lastNack) {
  /** Before the first stream. */
  public static final StreamFacts NONE =
      new StreamFacts(
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public StreamFacts {
    importedServices = importedServices.map(List::copyOf);
    exportedServices = exportedServices.map(List::copyOf);
  }
}
