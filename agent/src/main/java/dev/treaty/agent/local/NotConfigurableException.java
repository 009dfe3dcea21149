package dev.treaty.agent.local;

/** What the configuration tells of services and checks cannot hold together; nothing changed. */
public final class NotConfigurableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotConfigurableException(String message) {
    super(message);
  }
}
