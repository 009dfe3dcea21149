/**
 * Figures of an agent: counted where things happen, read by whoever asks, in Consul's names and
 * shapes.
 *
 * <p>Front door: {@link dev.treaty.agent.metrics.Metrics}. A small registry of our own, since no
 * library has Consul's intervals, and none costs nothing at the start. Knows no HTTP.
 */
@NullMarked
package dev.treaty.agent.metrics;

import org.jspecify.annotations.NullMarked;
