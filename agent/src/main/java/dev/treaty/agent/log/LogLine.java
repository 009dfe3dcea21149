package dev.treaty.agent.log;

import java.time.Instant;

/**
 * One thing that was logged.
 *
 * @param module who says it, for example {@code agent.peering}
 * @param trace the stack trace of what went wrong, with its newline; may be empty
 */
public record LogLine(Instant time, LogLevel level, String module, String message, String trace) {}
