package dev.treaty.agent.peering;

/** A peering request that is refused, with the HTTP status and Consul's words. */
final class PeeringRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  PeeringRefused(int status, String text) {
    super(text, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }

  String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
