package dev.treaty.agent.notation;

/** Says that a body is not what was expected, in Go's words. */
public final class NotDecodableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String text;

  /** Creates the refusal with the text for the client. */
  public NotDecodableException(String text) {
    super(text, null, false, false);
    this.text = text;
  }

  /** The text for the client. */
  public String text() {
    return text;
  }
}
