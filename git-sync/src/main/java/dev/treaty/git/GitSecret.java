package dev.treaty.git;

/** A password or token for a Git host. It cannot be printed. */
public final class GitSecret {
  private final String secret;

  private GitSecret(String secret) {
    this.secret = secret;
  }

  public static GitSecret of(String secret) {
    return new GitSecret(secret);
  }

  String reveal() {
    return secret;
  }

  @Override
  public String toString() {
    return "(sensitive value)";
  }
}
