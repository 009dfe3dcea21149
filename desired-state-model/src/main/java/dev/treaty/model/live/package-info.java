/**
 * What the clusters report now, and how completely it was read.
 *
 * <p>Front door: {@link dev.treaty.model.live.LiveCluster}. An incomplete read never yields a
 * delete.
 */
@NullMarked
package dev.treaty.model.live;

import org.jspecify.annotations.NullMarked;
