package dev.treaty.agent.status;

import dev.treaty.agent.http.LiveStream;
import dev.treaty.agent.log.LogFormat;
import dev.treaty.agent.log.LogLevel;
import dev.treaty.agent.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Hands log lines to one client. What a slow one cannot take is lost and counted, and he is told;
 * the agent never waits for him. Called by one thread at a time.
 */
final class LogReader implements Consumer<LogLine> {

  private final LiveStream.Sink sink;
  private final LogFormat format;
  private final InstantSource clock;
  private long missed;
  private volatile long lost;

  LogReader(LiveStream.Sink sink, LogFormat format, InstantSource clock) {
    this.sink = sink;
    this.format = format;
    this.clock = clock;
  }

  @Override
  public synchronized void accept(LogLine line) {
    if (missed > 0 && !tellMissed()) {
      miss();
      return;
    }
    if (!sink.offer(bytes(line))) {
      miss();
    }
  }

  private void miss() {
    missed++;
    lost = lost + 1;
  }

  private boolean tellMissed() {
    LogLine told =
        new LogLine(
            clock.instant(),
            LogLevel.WARN,
            "agent.monitor",
            missed + " lines were lost: this reader is slow",
            "");
    if (!sink.offer(bytes(told))) {
      return false;
    }
    missed = 0;
    return true;
  }

  private byte[] bytes(LogLine line) {
    return format.print(line).getBytes(StandardCharsets.UTF_8);
  }

  /** How many lines he did not get. */
  OptionalLong lost() {
    return lost == 0 ? OptionalLong.empty() : OptionalLong.of(lost);
  }
}
