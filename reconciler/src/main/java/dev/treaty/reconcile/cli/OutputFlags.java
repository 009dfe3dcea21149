package dev.treaty.reconcile.cli;

import dev.treaty.diff.PlanText;
import dev.treaty.reconcile.report.Format;
import picocli.CommandLine.Option;

/** How results are written. */
final class OutputFlags {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (default), json, ndjson, markdown, sarif, junit or github")
  Format format = Format.TEXT;

  @Option(names = "--no-color", description = "no colours")
  boolean noColour;

  /** Read when the first logger is made, which is after the flags are. */
  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "error, warn (default), info, debug or trace")
  void logLevel(LogLevel level) {
    System.setProperty("treaty.log.level", level.name());
  }

  /** How much the log says. */
  enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  /** Colours only where the launcher saw a terminal, and nobody objects. */
  PlanText.Colour colour() {
    boolean terminal = Boolean.getBoolean("treaty.terminal");
    return terminal && !noColour && System.getenv("NO_COLOR") == null && format == Format.TEXT
        ? PlanText.Colour.ANSI
        : PlanText.Colour.NONE;
  }
}
