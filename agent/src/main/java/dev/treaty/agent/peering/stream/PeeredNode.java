package dev.treaty.agent.peering.stream;

import java.util.Map;
import java.util.Optional;

/** A node as it crosses between clusters. */
public record PeeredNode(
    String id,
    String name,
    String address,
    String datacenter,
    Map<String, String> taggedAddresses,
    Map<String, String> meta,
    Optional<PeerLocality> locality) {
  public PeeredNode {
    taggedAddresses = Map.copyOf(taggedAddresses);
    meta = Map.copyOf(meta);
  }
}
