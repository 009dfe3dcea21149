/**
 * Which agents belong to the cluster and how they are: joining, heartbeats, leaving.
 *
 * <p>Front door: {@link dev.treaty.agent.cluster.Membership}. Knows who leads from the store, but
 * not what is in the state.
 */
@NullMarked
package dev.treaty.agent.cluster;

import org.jspecify.annotations.NullMarked;
