/**
 * The kinds of config entries, one file each: fields, types, aliases, normalisation and rules.
 *
 * <p>Front door: {@link dev.treaty.model.entry.kind.AllKinds}. Must not know documents nor HTTP.
 */
@NullMarked
package dev.treaty.model.entry.kind;

import org.jspecify.annotations.NullMarked;
