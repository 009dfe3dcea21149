package dev.treaty.agent.peering;

/** A peering token that this agent will not use; the message is Consul's, and holds no secret. */
final class TokenRefused extends Exception {
  private static final long serialVersionUID = 1;

  TokenRefused(String message) {
    super(message);
  }
}
