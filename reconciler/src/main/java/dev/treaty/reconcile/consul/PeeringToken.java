package dev.treaty.reconcile.consul;

/**
 * A peering token on its way from the acceptor to the dialer, in memory only. It cannot be printed
 * by accident.
 */
public final class PeeringToken {
  private final String secret;

  private PeeringToken(String secret) {
    this.secret = secret;
  }

  public static PeeringToken of(String secret) {
    return new PeeringToken(secret);
  }

  /** The token itself, for {@code establish} and for the command whose purpose is to print it. */
  public String reveal() {
    return secret;
  }

  @Override
  public String toString() {
    return "(sensitive value)";
  }
}
