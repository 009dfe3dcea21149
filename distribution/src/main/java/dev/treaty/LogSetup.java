package dev.treaty;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/**
 * Configures logging in code, because reading an XML file costs every command a tenth of a second.
 *
 * <p>Everything goes to stderr, in the shape of Consul's log lines. System properties: {@code
 * treaty.log.level} (default {@code WARN}).
 */
public final class LogSetup extends ContextAwareBase implements Configurator {

  private static final String LEVEL = "treaty.log.level";
  private static final String OURS = "dev.treaty";

  /** Changes the level of our own messages, before the first one or later. */
  static void level(String name) {
    System.setProperty(LEVEL, name);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(OURS).setLevel(Level.toLevel(name, Level.WARN));
    }
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} [%level] %logger{0}: %msg%n%ex");
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(console);
    context.getLogger(OURS).setLevel(Level.toLevel(System.getProperty(LEVEL), Level.WARN));
    // Tells of each message that a server that is away did not get.
    context.getLogger("org.apache.ratis").setLevel(Level.ERROR);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
