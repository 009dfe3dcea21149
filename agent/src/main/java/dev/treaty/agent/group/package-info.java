/**
 * The group of servers: how it forms, whom the leader takes in and puts out, what the catalog says
 * of members, and Consul's autopilot.
 *
 * <p>Front door: {@link dev.treaty.agent.group.GroupFeature}. Knows members, the log's group and
 * the catalog, but no consensus.
 */
@NullMarked
package dev.treaty.agent.group;

import org.jspecify.annotations.NullMarked;
