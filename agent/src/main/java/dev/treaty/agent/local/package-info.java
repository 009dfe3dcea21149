/**
 * What the agent itself registers: its own node, the services and checks it was told of over {@code
 * /v1/agent/*}, kept true in the catalog.
 *
 * <p>Front door: {@link dev.treaty.agent.local.LocalFeature}. The definitions stand in tables of
 * their own, written by the same commands that write the catalog, so that neither is ever without
 * the other. Must not know what else reads the catalog.
 */
@NullMarked
package dev.treaty.agent.local;

import org.jspecify.annotations.NullMarked;
