/**
 * {@code /v1/discovery-chain}: what the stored entries say about reaching a service.
 *
 * <p>Front door: {@link dev.treaty.agent.chain.DiscoveryChainFeature}. How a chain is compiled is
 * the model's knowledge.
 */
@NullMarked
package dev.treaty.agent.chain;

import org.jspecify.annotations.NullMarked;
