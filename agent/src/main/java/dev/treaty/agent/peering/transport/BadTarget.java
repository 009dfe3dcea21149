package dev.treaty.agent.peering.transport;

/** A target that cannot be dialed as it stands. */
final class BadTarget extends Exception {
  private static final long serialVersionUID = 1;

  BadTarget(String message) {
    super(message);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
