/**
 * What entries say together: the discovery chain of a service, and the rules that a server checks
 * across entries before it takes or drops one ({@code http-and-config-entries} §3.14).
 *
 * <p>Front doors: {@link dev.treaty.model.graph.EntryLookup} for the state that is judged, {@link
 * dev.treaty.model.graph.GraphRules} for one write, {@link dev.treaty.model.graph.WholeState} for a
 * state as it will be, {@link dev.treaty.model.graph.DiscoveryChains} for compiled chains. Knows
 * nothing of where entries are stored or who asks.
 */
@NullMarked
package dev.treaty.model.graph;

import org.jspecify.annotations.NullMarked;
