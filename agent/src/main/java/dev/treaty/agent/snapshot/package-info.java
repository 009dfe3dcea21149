/**
 * Saving and restoring the whole state of the servers over HTTP.
 *
 * <p>Front door: {@link dev.treaty.agent.snapshot.SnapshotFeature}. Knows no table's rows, only
 * what Consul's client is to call them.
 */
@NullMarked
package dev.treaty.agent.snapshot;

import org.jspecify.annotations.NullMarked;
