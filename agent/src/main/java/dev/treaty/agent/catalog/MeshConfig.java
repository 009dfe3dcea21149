package dev.treaty.agent.catalog;

import java.util.List;

/**
 * What {@code Connect} says of a service.
 *
 * @param nativeMesh the service speaks mTLS itself
 * @param peerMeta how to reach an imported service; {@link PeerMeta#NONE} for local ones
 */
public record MeshConfig(boolean nativeMesh, PeerMeta peerMeta) {

  public static final MeshConfig NONE = new MeshConfig(false, PeerMeta.NONE);

  /** How an importing proxy addresses and recognises an exported service. */
  public record PeerMeta(List<String> sni, List<String> spiffeId, String protocol) {

    public static final PeerMeta NONE = new PeerMeta(List.of(), List.of(), "");

    public PeerMeta {
      sni = List.copyOf(sni);
      spiffeId = List.copyOf(spiffeId);
    }
  }
}
