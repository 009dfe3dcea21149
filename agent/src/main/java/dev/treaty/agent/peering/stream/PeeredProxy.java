package dev.treaty.agent.peering.stream;

import java.util.Optional;

/** What a connect proxy stands for. */
public record PeeredProxy(
    String destinationService, String destinationId, Optional<PeerMeta> peerMeta) {}
