package dev.treaty.model.live;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One side of a peering as a cluster shows it.
 *
 * @param id the row's own id
 * @param peerId the other side's id; empty on the acceptor
 * @param state Consul's word: PENDING, ESTABLISHING, ACTIVE, FAILING, DELETING, TERMINATED
 * @param serverAddresses not empty exactly on the dialer
 * @param serverName the TLS name of the other side; empty on an acceptor
 */
public record LivePeering(
    String name,
    String id,
    String peerId,
    String state,
    Map<String, String> meta,
    List<String> serverAddresses,
    String serverName,
    List<String> importedServices,
    List<String> exportedServices,
    Optional<Instant> lastHeartbeat,
    Optional<Instant> lastReceive,
    long modifyIndex) {

  public boolean isDialer() {
    return !peerId.isEmpty() || !serverAddresses.isEmpty();
  }

  public boolean isActive() {
    return state.equals("ACTIVE");
  }
}
