/**
 * Cluster peerings: their rows, secrets and states, the tokens that found them, both roles, and
 * their end.
 *
 * <p>Front door: {@link dev.treaty.agent.peering.Peering}. Knows the store, the catalogue's import
 * commands and the stream's ports; never a protobuf or gRPC type (those stay below {@code
 * peering.transport}).
 */
@NullMarked
package dev.treaty.agent.peering;

import org.jspecify.annotations.NullMarked;
