package dev.treaty.agent;

/** The agent cannot start, for a reason outside of it: a port in use, a folder without rights. */
public final class CannotStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CannotStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
