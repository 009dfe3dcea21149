package dev.treaty.model.live;

import dev.treaty.model.entry.Entry;

/**
 * A config entry as a cluster holds it, marks included.
 *
 * @param modifyIndex what a compare-and-set write must name
 */
public record LiveEntry(Entry entry, long modifyIndex) {}
