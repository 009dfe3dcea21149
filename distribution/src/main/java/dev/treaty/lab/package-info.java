/**
 * Real servers as child processes on loopback, for the demo and the benchmarks.
 *
 * <p>Front doors: {@link dev.treaty.lab.Server} and {@link dev.treaty.lab.Cluster}. Knows nothing
 * of what is shown or measured with them.
 */
@NullMarked
package dev.treaty.lab;

import org.jspecify.annotations.NullMarked;
