package dev.treaty;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import dev.treaty.agent.command.ProcessLog;
import dev.treaty.agent.log.LogFormat;
import dev.treaty.agent.log.LogHub;
import dev.treaty.agent.log.LogLevel;
import dev.treaty.agent.log.LogLine;
import dev.treaty.agent.log.RotatingFile;
import dev.treaty.agent.settings.LogSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Puts Logback's events into the agent's log: stderr, a file, and whoever listens. */
final class AgentLog implements ProcessLog {

  private static final OutputStream STDERR = ConsoleTarget.SystemErr.getStream();

  /** There is one log in a process. */
  static final AgentLog THIS = new AgentLog();

  private final LogHub hub = new LogHub(AgentLog::from);
  private volatile LogFormat format = LogFormat.TEXT;
  private volatile Optional<RotatingFile> file = Optional.empty();
  private boolean attached;
  private volatile boolean fileFails;

  private AgentLog() {}

  private static void from(LogLevel floor) {
    LogSetup.level(floor.name());
  }

  @Override
  public LogHub hub() {
    return hub;
  }

  @Override
  public synchronized void apply(LogSettings settings) throws IOException {
    Optional<RotatingFile> opened =
        settings
            .file()
            .map(path ->
                new RotatingFile(
                    path,
                    settings.rotateBytes(),
                    settings.rotateEvery(),
                    settings.maxFiles(),
                    InstantSource.system()));
    if (opened.isPresent()) {
      opened.get().open();
    }
    Optional<RotatingFile> before = file;
    format = settings.json() ? LogFormat.JSON : LogFormat.TEXT;
    file = opened;
    fileFails = false;
    if (!attached) {
      attach();
      attached = true;
    }
    hub.level(LogLevel.of(settings.level()).orElse(LogLevel.INFO));
    if (before.isPresent()) {
      before.get().close();
    }
  }

  private void attach() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      Appender appender = new Appender();
      appender.setContext(context);
      appender.start();
      Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      root.detachAndStopAllAppenders();
      root.addAppender(appender);
    }
  }

  private final class Appender extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      LogLine line =
          new LogLine(
              event.getInstant(),
              level(event.getLevel()),
              module(event.getLoggerName()),
              event.getFormattedMessage(),
              event.getThrowableProxy() == null
                  ? ""
                  : ThrowableProxyUtil.asString(event.getThrowableProxy()));
      if (line.level().reaches(hub.level())) {
        write(format.print(line));
      }
      hub.publish(line);
    }
  }

  private void write(String text) {
    toStderr(text);
    Optional<RotatingFile> to = file;
    if (to.isPresent()) {
      try {
        to.get().write(text);
        fileFails = false;
      } catch (IOException e) {
        if (!fileFails) {
          fileFails = true;
          toStderr("the log file cannot be written, stderr has the rest: " + e + "\n");
        }
      }
    }
  }

  private static void toStderr(String text) {
    try {
      STDERR.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Nobody reads stderr any more, and there is no other place to say so.
      return;
    }
  }

  private static LogLevel level(Level level) {
    return LogLevel.of(level.toString()).orElse(LogLevel.ERROR);
  }

  /** The package of ours that speaks, or the library. */
  private static String module(String logger) {
    String ours = "dev.treaty.";
    if (!logger.startsWith(ours)) {
      return logger;
    }
    int dot = logger.lastIndexOf('.');
    return dot > ours.length() ? logger.substring(ours.length(), dot) : logger;
  }
}
