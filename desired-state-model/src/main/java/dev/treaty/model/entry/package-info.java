/**
 * Config entries: kind, key, tenancy and content, and what a Consul server would say of them.
 *
 * <p>Front doors: {@link dev.treaty.model.entry.Entry} and {@code EntryJudge}. Knows nothing of
 * HTTP, Git, threads or clocks.
 */
@NullMarked
package dev.treaty.model.entry;

import org.jspecify.annotations.NullMarked;
