/**
 * How a feature of the agent plugs in: what it is given and what it contributes.
 *
 * <p>Front doors: {@link dev.treaty.agent.feature.Feature} and {@link
 * dev.treaty.agent.feature.AgentContext}. Knows no feature.
 */
@NullMarked
package dev.treaty.agent.feature;

import org.jspecify.annotations.NullMarked;
