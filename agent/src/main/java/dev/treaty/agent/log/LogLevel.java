package dev.treaty.agent.log;

import java.util.Locale;
import java.util.Optional;

/** How much a line matters, least first. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR;

  /** Reads a name as Consul does, in any case, {@code err} for the last. */
  public static Optional<LogLevel> of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "trace" -> Optional.of(TRACE);
      case "debug" -> Optional.of(DEBUG);
      case "info" -> Optional.of(INFO);
      case "warn" -> Optional.of(WARN);
      case "err", "error" -> Optional.of(ERROR);
      default -> Optional.empty();
    };
  }

  /** Whether a line of this level is shown where {@code floor} is asked for. */
  public boolean reaches(LogLevel floor) {
    return compareTo(floor) >= 0;
  }
}
