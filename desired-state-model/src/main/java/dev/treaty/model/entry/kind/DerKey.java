package dev.treaty.model.entry.kind;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Private keys in the three encodings that are in use. */
final class DerKey {

  private static final byte[] VERSION = {2, 1, 0};
  private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
  private static final List<byte[]> CURVES =
      List.of(
          HexFormat.of().parseHex("06082a8648ce3d030107"),
          HexFormat.of().parseHex("06052b81040022"),
          HexFormat.of().parseHex("06052b81040023"));

  private DerKey() {}

  /** An RSA key in the encoding of PKCS #1. */
  static Optional<PrivateKey> rsa(byte[] der) {
    return read("RSA", wrapped(RSA, der));
  }

  /** A key in any encoding. */
  static Optional<PrivateKey> any(byte[] der) {
    Optional<PrivateKey> key = rsa(der);
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      key = key.or(() -> read(algorithm, der));
    }
    for (byte[] curve : CURVES) {
      key = key.or(() -> curved(curve, der));
    }
    return key;
  }

  /** A key on a curve names the curve itself. */
  private static Optional<PrivateKey> curved(byte[] curve, byte[] der) {
    String hex = HexFormat.of().formatHex(der);
    return hex.contains(HexFormat.of().formatHex(curve))
        ? read("EC", wrapped(joined(EC, curve), der))
        : Optional.empty();
  }

  private static Optional<PrivateKey> read(String algorithm, byte[] der) {
    try {
      PrivateKey key =
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      return isSound(key) ? Optional.of(key) : Optional.empty();
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** Whether the numbers of an RSA key belong together, which Go looks at and Java does not. */
  private static boolean isSound(PrivateKey key) {
    if (!(key instanceof RSAPrivateCrtKey rsa)) {
      return true;
    }
    BigInteger product = rsa.getPublicExponent().multiply(rsa.getPrivateExponent());
    return rsa.getPrimeP().multiply(rsa.getPrimeQ()).equals(rsa.getModulus())
        && isOne(product, rsa.getPrimeP())
        && isOne(product, rsa.getPrimeQ());
  }

  private static boolean isOne(BigInteger product, BigInteger prime) {
    BigInteger order = prime.subtract(BigInteger.ONE);
    return order.signum() > 0 && product.mod(order).equals(BigInteger.ONE);
  }

  /** The key in the encoding of PKCS #8. */
  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return tagged(0x30, joined(VERSION, tagged(0x30, algorithm), tagged(0x04, key)));
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.length;
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else if (length < 0x10000) {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    } else {
      out.write(0x83);
      out.write(length >> 16);
      out.write(length >> 8);
      out.write(length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
