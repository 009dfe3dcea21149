/**
 * Peer streams over gRPC and TLS.
 *
 * <p>Front doors: {@link dev.treaty.agent.peering.transport.PeeringListener}, {@link
 * dev.treaty.agent.peering.transport.PeeringDialer} and {@link
 * dev.treaty.agent.peering.transport.LiveStreams}. The only package that knows gRPC and Netty; it
 * decides nothing about the protocol and knows nothing of the store.
 */
@NullMarked
package dev.treaty.agent.peering.transport;

import org.jspecify.annotations.NullMarked;
