package dev.treaty.agent.peering.stream;

import java.util.Optional;

/** Where the dialer says it is. */
public record RemoteCluster(String partition, String datacenter, Optional<PeerLocality> locality) {
  public static final RemoteCluster UNKNOWN = new RemoteCluster("", "", Optional.empty());
}
