/**
 * What agents of a cluster know each other by: certificates derived from a shared secret, or given
 * as files.
 *
 * <p>Front door: {@link dev.treaty.agent.cluster.trust.Identity}. Opens no connection and knows
 * nothing of what is said over one.
 */
@NullMarked
package dev.treaty.agent.cluster.trust;

import org.jspecify.annotations.NullMarked;
