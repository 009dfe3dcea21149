/**
 * Config entries: kind, key, tenancy and content, and what a Consul server would say of them.
 *
 * <p>Front doors: {@link dev.treaty.model.entry.Entry}, {@link dev.treaty.model.entry.EntryJudge},
 * {@link dev.treaty.model.entry.EntryDocuments}, {@link dev.treaty.model.entry.EntryComparison},
 * {@link dev.treaty.model.entry.StoredEntry}. Knows nothing of HTTP, Git, threads or clocks.
 */
@NullMarked
package dev.treaty.model.entry;

import org.jspecify.annotations.NullMarked;
