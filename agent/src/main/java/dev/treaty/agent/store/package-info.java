/**
 * The agent's state: immutable tables, changed only by commands from an ordered log.
 *
 * <p>Front door: {@link dev.treaty.agent.store.Store}. Knows nothing of HTTP and of what the rows
 * mean; SQLite stays in here.
 */
@NullMarked
package dev.treaty.agent.store;

import org.jspecify.annotations.NullMarked;
