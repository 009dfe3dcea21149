/**
 * {@code treaty bench}: how fast and how large this is, beside a real Consul in the same run.
 *
 * <p>Front door: {@link dev.treaty.bench.BenchCommand}. Everything runs on loopback, in folders of
 * its own, bounded in count and time.
 */
@NullMarked
package dev.treaty.bench;

import org.jspecify.annotations.NullMarked;
