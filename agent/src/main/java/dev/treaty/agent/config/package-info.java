/**
 * Config entries: {@code /v1/config} and what others read of them.
 *
 * <p>Front doors: {@link dev.treaty.agent.config.ConfigEntries} for readers and {@link
 * dev.treaty.agent.config.ConfigFeature}. What an entry may be is judged by the model; what it
 * means to peering or intentions is not known here.
 */
@NullMarked
package dev.treaty.agent.config;

import org.jspecify.annotations.NullMarked;
