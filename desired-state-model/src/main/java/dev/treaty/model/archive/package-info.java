/**
 * The archive that a cluster's state is saved to: compressed, checksummed, in the shape of
 * Consul's.
 *
 * <p>Front doors: {@link dev.treaty.model.archive.ArchiveWriter}, {@link
 * dev.treaty.model.archive.ArchiveReader}. Knows how a state is framed, but not what is in it, nor
 * files, servers or clocks.
 */
@NullMarked
package dev.treaty.model.archive;

import org.jspecify.annotations.NullMarked;
