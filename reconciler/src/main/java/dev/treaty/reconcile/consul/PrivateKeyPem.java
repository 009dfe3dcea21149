package dev.treaty.reconcile.consul;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Private keys in the PEM forms that {@code consul tls cert create} and OpenSSL write: PKCS 8, SEC
 * 1 ({@code EC PRIVATE KEY}) and PKCS 1 ({@code RSA PRIVATE KEY}).
 */
final class PrivateKeyPem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ((?:EC |RSA )?PRIVATE KEY)-----([^-]*)-----END \\1-----");
  private static final byte[] EC_OID = {
    0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1
  };
  private static final byte[] RSA_ALGORITHM = {
    0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
  };

  private PrivateKeyPem() {}

  static PrivateKey read(String pem, String file) throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(pem);
    if (!block.find()) {
      throw new ConsulTlsException(file + " holds no unencrypted private key");
    }
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException e) {
      throw new ConsulTlsException(file + " holds no readable private key");
    }
    byte[] pkcs8 =
        switch (block.group(1)) {
          case "EC PRIVATE KEY" -> wrap(ecAlgorithm(der, file), der);
          case "RSA PRIVATE KEY" -> wrap(RSA_ALGORITHM, der);
          default -> der;
        };
    for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        // Another algorithm's key: the next one is tried.
      }
    }
    throw new ConsulTlsException(file + " holds a private key of an unknown kind");
  }

  /** The curve stands in the optional field [0] of the SEC 1 structure. */
  private static byte[] ecAlgorithm(byte[] sec1, String file) {
    for (int i = 0; i + 3 < sec1.length; i++) {
      int length = sec1[i + 1];
      if (sec1[i] == (byte) 0xa0
          && sec1[i + 2] == 0x06
          && length == sec1[i + 3] + 2
          && i + 2 + length <= sec1.length) {
        return tagged(0x30, EC_OID, Arrays.copyOfRange(sec1, i + 2, i + 2 + length));
      }
    }
    throw new ConsulTlsException(file + " holds an EC key that does not name its curve");
  }

  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return tagged(0x30, new byte[] {0x02, 0x01, 0x00}, algorithm, tagged(0x04, key));
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    for (byte[] part : parts) {
      out.write(part, 0, part.length);
    }
    return out.toByteArray();
  }
}
