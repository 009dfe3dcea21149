package dev.treaty.agent.filter;

/** Says that an expression cannot be used as a filter; the message is the one a client sees. */
public final class InvalidFilterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the refusal with the text for the client. */
  public InvalidFilterException(String message) {
    super(message);
  }
}
