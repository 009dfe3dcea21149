package dev.treaty.agent.peering.stream;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One instance of a service as it crosses between clusters.
 *
 * @param kind empty for a typical service, else {@code connect-proxy}
 * @param id unique on its node
 * @param port 0 when it has none
 * @param proxy present exactly on a connect proxy
 */
public record PeeredService(
    String kind,
    String id,
    String name,
    List<String> tags,
    String address,
    int port,
    Map<String, PeeredAddress> taggedAddresses,
    Map<String, String> meta,
    Optional<PeeredWeights> weights,
    boolean enableTagOverride,
    String socketPath,
    Optional<PeerLocality> locality,
    Optional<PeeredProxy> proxy) {
  public PeeredService {
    tags = List.copyOf(tags);
    taggedAddresses = Map.copyOf(taggedAddresses);
    meta = Map.copyOf(meta);
  }
}
