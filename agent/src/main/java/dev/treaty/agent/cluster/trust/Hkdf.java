package dev.treaty.agent.cluster.trust;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869), without salt. */
final class Hkdf {

  private static final String MAC = "HmacSHA256";
  private static final int HASH = 32;

  private Hkdf() {}

  /** Derives bytes for one use from a secret. */
  static byte[] derive(byte[] secret, String use, int length) {
    byte[] info = use.getBytes(StandardCharsets.UTF_8);
    byte[] pseudoRandomKey = mac(new byte[HASH], secret);
    byte[] out = new byte[length];
    byte[] block = new byte[0];
    for (int at = 0, count = 1; at < length; at += HASH, count++) {
      byte[] input = Arrays.copyOf(block, block.length + info.length + 1);
      System.arraycopy(info, 0, input, block.length, info.length);
      input[input.length - 1] = (byte) count;
      block = mac(pseudoRandomKey, input);
      System.arraycopy(block, 0, out, at, Math.min(HASH, length - at));
    }
    return out;
  }

  private static byte[] mac(byte[] key, byte[] input) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return mac.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + MAC, e);
    }
  }
}
