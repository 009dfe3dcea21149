/**
 * The log that three or five servers keep together, on Apache Ratis.
 *
 * <p>Front door: {@link dev.treaty.agent.store.raft.RaftLog}. Ratis stays in here, and is not
 * loaded before a log is opened: a single server never does. Knows nothing of HTTP, of how servers
 * find each other, and of what the rows mean.
 */
@NullMarked
package dev.treaty.agent.store.raft;

import org.jspecify.annotations.NullMarked;
