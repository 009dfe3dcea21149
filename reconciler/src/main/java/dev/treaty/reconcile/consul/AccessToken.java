package dev.treaty.reconcile.consul;

/** An ACL token. It cannot be printed; only the HTTP adapter reads it. */
public final class AccessToken {
  private final String secret;

  private AccessToken(String secret) {
    this.secret = secret;
  }

  /**
   * Wraps a token.
   *
   * @throws IllegalArgumentException if it could not stand in an HTTP header; the text does not
   *     repeat it
   */
  public static AccessToken of(String secret) {
    for (int i = 0; i < secret.length(); i++) {
      char c = secret.charAt(i);
      if (c < 0x20 || c > 0x7e) {
        throw new IllegalArgumentException("the token holds a character no HTTP header can carry");
      }
    }
    return new AccessToken(secret);
  }

  String reveal() {
    return secret;
  }

  @Override
  public String toString() {
    return "(sensitive value)";
  }
}
