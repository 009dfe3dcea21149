/**
 * What kinds of config entries are made of, and everything that follows from such a declaration:
 * decoding as Consul decodes, printing as Consul prints, comparing.
 *
 * <p>Front doors: {@link dev.treaty.model.schema.EntryKind}, {@link dev.treaty.model.schema.Shape},
 * {@link dev.treaty.model.schema.Decoder}, {@link dev.treaty.model.schema.Printer}, {@link
 * dev.treaty.model.schema.Canonical}, {@link dev.treaty.model.schema.Differ}. Knows no kind by
 * name.
 */
@NullMarked
package dev.treaty.model.schema;

import org.jspecify.annotations.NullMarked;
