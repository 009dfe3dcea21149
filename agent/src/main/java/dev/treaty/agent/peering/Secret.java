package dev.treaty.agent.peering;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A text that must never be printed: it has no useful {@code toString}. */
public record Secret(String value) {

  public static final Secret NONE = new Secret("");

  public boolean isEmpty() {
    return value.isEmpty();
  }

  /** What may be stored and compared in its stead: SHA-256 in hex; empty for no secret. */
  public String digest() {
    return value.isEmpty() ? "" : digestOf(value);
  }

  /** Whether a stored digest is this secret's, without telling by time how much of it agrees. */
  public boolean matches(String storedDigest) {
    // An empty secret must never equal an empty slot (peering-protocol.md §2).
    return !value.isEmpty()
        && !storedDigest.isEmpty()
        && MessageDigest.isEqual(
            digest().getBytes(StandardCharsets.US_ASCII),
            storedDigest.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }

  private static String digestOf(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
