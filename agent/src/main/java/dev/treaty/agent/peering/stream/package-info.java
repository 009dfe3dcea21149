/**
 * The peer stream: what two clusters say to each other, as pure decisions.
 *
 * <p>Front doors: {@link dev.treaty.agent.peering.stream.StreamBackend}, the port to the rest of
 * the agent, and {@link dev.treaty.agent.peering.stream.PeerStream}, the state machine. Nothing
 * here knows sockets, gRPC, threads, clocks or the store.
 */
@NullMarked
package dev.treaty.agent.peering.stream;

import org.jspecify.annotations.NullMarked;
