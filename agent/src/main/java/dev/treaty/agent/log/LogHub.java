package dev.treaty.agent.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Where every log line of the process passes, and where those listen who want to see them at a
 * level of their own. Listeners must not block: they run on the thread that logs.
 */
public final class LogHub {

  private final List<Tap> taps = new CopyOnWriteArrayList<>();
  private final Consumer<LogLevel> floor;
  private volatile LogLevel own = LogLevel.INFO;

  /**
   * A hub that tells its source from which level on somebody wants to have lines.
   *
   * @param floor told at once and at each change
   */
  public LogHub(Consumer<LogLevel> floor) {
    this.floor = floor;
  }

  /** A hub that no line passes. */
  public static LogHub silent() {
    return new LogHub(unused -> {});
  }

  private record Tap(LogLevel floor, Consumer<LogLine> lines) {}

  /** The agent's own level: from it on the log shows lines. */
  public void level(LogLevel level) {
    own = level;
    tellFloor();
  }

  public LogLevel level() {
    return own;
  }

  /** Passes a line to all who want it. */
  public void publish(LogLine line) {
    for (Tap tap : taps) {
      if (line.level().reaches(tap.floor())) {
        tap.lines().accept(line);
      }
    }
  }

  /** Listens from a level on, until closed. */
  public Runnable listen(LogLevel from, Consumer<LogLine> lines) {
    Tap tap = new Tap(from, lines);
    taps.add(tap);
    tellFloor();
    return () -> {
      taps.remove(tap);
      tellFloor();
    };
  }

  /** How many listen. */
  public int listeners() {
    return taps.size();
  }

  private synchronized void tellFloor() {
    LogLevel lowest = own;
    for (Tap tap : taps) {
      if (tap.floor().compareTo(lowest) < 0) {
        lowest = tap.floor();
      }
    }
    floor.accept(lowest);
  }
}
