/**
 * Plain JSON-like values without positions: what an entry holds once it was decoded.
 *
 * <p>Front door: {@link dev.treaty.model.value.Value}. Knows nothing of files, kinds or servers.
 */
@NullMarked
package dev.treaty.model.value;

import org.jspecify.annotations.NullMarked;
