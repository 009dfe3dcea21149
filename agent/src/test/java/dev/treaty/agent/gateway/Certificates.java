package dev.treaty.agent.gateway;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates for gateways, made for one test. */
final class Certificates {

  private Certificates() {}

  /** An {@code inline-certificate} entry that a server accepts. */
  static String inline(String name) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      KeyPair pair = generator.generateKeyPair();
      X500Principal self = new X500Principal("CN=gateway.example.com");
      byte[] certificate =
          new JcaX509v3CertificateBuilder(
                  self,
                  BigInteger.ONE,
                  Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                  Date.from(Instant.parse("2120-01-01T00:00:00Z")),
                  self,
                  pair.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
              .getEncoded();
      return "{\"Kind\":\"inline-certificate\",\"Name\":\"%s\",\"Certificate\":\"%s\",\"PrivateKey\":\"%s\"}"
          .formatted(
              name,
              pem("CERTIFICATE", certificate),
              pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    } catch (GeneralSecurityException | OperatorCreationException | java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String type, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return ("-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n")
        .replace("\n", "\\n");
  }
}
