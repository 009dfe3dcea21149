/**
 * The cluster's own certificate authority: root, trust domain, peering and service certificates,
 * and the judgement of a caller by its certificate.
 *
 * <p>Front door: {@link dev.treaty.agent.connect.ConnectCa}. Knows the store and the intentions,
 * nothing of streams, tokens or the wire.
 */
@NullMarked
package dev.treaty.agent.connect;

import org.jspecify.annotations.NullMarked;
