package dev.treaty.agent.peering.stream;

/** Why something a peer sent is not taken; unchecked, and caught where the message is answered. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  Refusal(String message) {
    // Faults of a peer are daily bread: no stack, and none to be suppressed.
    super(message, null, false, false);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
