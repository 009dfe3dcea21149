package dev.treaty.model.project;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A secret that cannot be printed by mistake. */
public final class Secret {

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  public static Secret of(String text) {
    return new Secret(text);
  }

  /** The secret itself, for the one place it is for. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), that.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return Secret.class.hashCode(); // Nothing of the secret may be learnt from it.
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
