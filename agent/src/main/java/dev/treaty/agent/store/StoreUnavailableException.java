package dev.treaty.agent.store;

/** A write was not made durable; whether it will be seen later is said by the message. */
public sealed class StoreUnavailableException extends RuntimeException permits NotLeaderException {

  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message) {
    super(message);
  }

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
