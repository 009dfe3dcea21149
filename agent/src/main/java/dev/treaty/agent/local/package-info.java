/**
 * What the agent itself registers: its own services and checks, which it was told of over {@code
 * /v1/agent/*}, and their way to the catalog.
 *
 * <p>Front doors: {@link dev.treaty.agent.local.LocalFeature} and {@link
 * dev.treaty.agent.local.CatalogLink}. The definitions stand in a store of the agent's own, which
 * no other server sees; what is told is durable there before it is answered. {@code CatalogSync}
 * keeps the catalog true to it. Must not know what else reads the catalog, nor how servers are
 * reached.
 */
@NullMarked
package dev.treaty.agent.local;

import org.jspecify.annotations.NullMarked;
