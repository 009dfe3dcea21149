package dev.treaty.agent.peering.stream;

/**
 * The first message of a stream.
 *
 * @param peerId the acceptor's id of the peering, from its token
 * @param secret the stream secret from the exchange
 * @param remote where the dialer is
 */
public record OpenRequest(String peerId, Secret secret, RemoteCluster remote) {}
