package dev.treaty.agent.peering.stream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A secret that two peers share; it compares in constant time and cannot be printed. */
public final class Secret {
  public static final Secret EMPTY = new Secret("");

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  public static Secret of(String text) {
    return text.isEmpty() ? EMPTY : new Secret(text);
  }

  /** The secret itself, for the wire and the store only. */
  public String reveal() {
    return text;
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** Whether both are the same secret; an empty one matches nothing, not even itself. */
  public boolean matches(Secret other) {
    return !text.isEmpty() && MessageDigest.isEqual(bytes(), other.bytes());
  }

  private byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes(), that.bytes());
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "<redacted>";
  }
}
