package dev.treaty.agent.peering.stream;

/** A region and zone as a peer states it. */
public record PeerLocality(String region, String zone) {}
