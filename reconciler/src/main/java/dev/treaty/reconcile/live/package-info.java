/**
 * What the clusters hold now, and how completely it was read.
 *
 * <p>Front door: {@link dev.treaty.reconcile.live.LiveStateReader}. Reads only; whatever could not
 * be read is said to be unknown, never taken for absent. Knows nothing of plans.
 */
@NullMarked
package dev.treaty.reconcile.live;

import org.jspecify.annotations.NullMarked;
