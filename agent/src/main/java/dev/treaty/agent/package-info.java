/**
 * The Consul-compatible agent, composed.
 *
 * <p>Front door: {@code TreatyAgent}. Knows nothing of plans and Git.
 */
@NullMarked
package dev.treaty.agent;

import org.jspecify.annotations.NullMarked;
