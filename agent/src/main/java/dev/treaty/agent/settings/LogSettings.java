package dev.treaty.agent.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What is logged, and where to besides stderr.
 *
 * @param level trace, debug, info, warn or error
 * @param json one JSON object a line instead of text
 * @param file {@code log_file}: a path, or a folder where it ends in a slash
 * @param rotateBytes a new file once this many are written; 0 for no such bound
 * @param rotateEvery a new file after this time
 * @param maxFiles how many old files are kept; 0 for all, negative for none, as in Consul
 */
public record LogSettings(
    String level,
    boolean json,
    Optional<Path> file,
    long rotateBytes,
    Duration rotateEvery,
    int maxFiles) {

  public static final LogSettings DEFAULT =
      new LogSettings("info", false, Optional.empty(), 0, Duration.ofDays(1), 0);

  public LogSettings withLevel(String other) {
    return new LogSettings(other, json, file, rotateBytes, rotateEvery, maxFiles);
  }
}
