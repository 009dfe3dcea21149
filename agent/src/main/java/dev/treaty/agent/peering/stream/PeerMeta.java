package dev.treaty.agent.peering.stream;

import java.util.List;

/** How a proxy of the peer is recognised: its TLS names, its SPIFFE ids, its protocol. */
public record PeerMeta(List<String> sni, List<String> spiffeIds, String protocol) {
  public PeerMeta {
    sni = List.copyOf(sni);
    spiffeIds = List.copyOf(spiffeIds);
  }
}
