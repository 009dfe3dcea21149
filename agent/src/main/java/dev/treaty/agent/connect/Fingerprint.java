package dev.treaty.agent.connect;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** The short names by which Consul tells certificates and keys apart: hex pairs with colons. */
final class Fingerprint {

  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

  private Fingerprint() {}

  /** A root's ID: SHA-1 of the certificate. A name, not a proof. */
  static String of(X509Certificate certificate) {
    try {
      return COLONS.formatHex(digest("SHA-1", certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that cannot be encoded", e);
    }
  }

  /** A key's ID: SHA-256 of its public half, which is also the subject key identifier. */
  static String of(PublicKey key) {
    return COLONS.formatHex(keyId(key));
  }

  static byte[] keyId(PublicKey key) {
    return digest("SHA-256", key.getEncoded());
  }

  static String ofSerial(BigInteger serial) {
    String hex = serial.toString(16);
    return COLONS.formatHex(HexFormat.of().parseHex(hex.length() % 2 == 0 ? hex : "0" + hex));
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
