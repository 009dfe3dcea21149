package dev.treaty.diff;

import dev.treaty.model.live.LivePeering;
import dev.treaty.model.peering.ClusterName;
import java.util.Optional;

/**
 * One side of a peering.
 *
 * @param peerName what this cluster calls the other one
 * @param row what is live there; empty where nothing is
 */
public record PeerSide(ClusterName cluster, String peerName, Optional<LivePeering> row) {

  /** The same side after its row is gone. */
  public PeerSide cleared() {
    return new PeerSide(cluster, peerName, Optional.empty());
  }
}
