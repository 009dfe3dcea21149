package dev.treaty.agent.http;

/** A call to another agent brought no answer. */
public final class PeerFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean sent;

  PeerFailure(String message, boolean sent) {
    super(message, null, false, false);
    this.sent = sent;
  }

  /** Whether the other agent may have got the call, and done what it asks for. */
  public boolean wasSent() {
    return sent;
  }
}
