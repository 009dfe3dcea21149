package dev.treaty.agent.peering.stream;

/**
 * A peering of ours: the id of its row, and the name by which this cluster calls the peer.
 *
 * @param id the row's id here; the peer knows the peering by the acceptor's id only
 */
public record PeeringRef(String id, String name) {}
