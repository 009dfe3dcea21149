package dev.treaty.agent.peering.stream;

import java.util.List;

/** The roots of a trust domain. */
public record PeerTrustBundle(String trustDomain, List<String> rootPems, String exportedPartition) {
  public PeerTrustBundle {
    rootPems = List.copyOf(rootPems);
  }
}
