package dev.treaty.agent.peering;

import dev.treaty.agent.peering.stream.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What an acceptor stores in a secret's stead: its SHA-256 in hex, or nothing for no secret. */
final class SecretDigest {

  /** The digest of no secret; it matches nothing. */
  static final String NONE = "";

  private SecretDigest() {}

  static String of(Secret secret) {
    if (secret.isEmpty()) {
      return NONE;
    }
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(secret.reveal().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether two digests are of the same secret; that of no secret matches nothing. */
  static boolean same(String one, String other) {
    return !one.isEmpty()
        && MessageDigest.isEqual(
            one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
