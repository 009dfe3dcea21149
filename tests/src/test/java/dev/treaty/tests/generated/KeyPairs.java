package dev.treaty.tests.generated;

import dev.treaty.model.value.Value;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates with their keys, good ones and ones that do not fit or cannot be read. */
final class KeyPairs {

  private record Pair(String certificate, List<String> keys) {}

  private static final List<Pair> PAIRS = pairs();

  private final Random random;

  KeyPairs(Random random) {
    this.random = random;
  }

  /** An entry whose key belongs to its certificate. */
  Value.Fields good() {
    Pair pair = one(PAIRS.subList(0, 6));
    String key = one(pair.keys());
    String more = random.nextInt(4) == 0 ? one(PAIRS).certificate() : "";
    return entry(pair.certificate() + more, random.nextInt(3) == 0 ? "text\n" + key : key);
  }

  /** An entry that is hardly good. */
  Value.Fields bad() {
    String certificate = one(PAIRS).certificate();
    String key = one(one(PAIRS).keys());
    return switch (random.nextInt(9)) {
      case 0 -> entry(certificate, key);
      case 1 -> entry(key, certificate);
      case 2 -> entry(spoilt(certificate), key);
      case 3 -> entry(certificate, spoilt(key));
      case 4 -> entry(certificate, certificate + key);
      case 5 -> entry(key + certificate, key);
      case 6 -> entry(certificate, retyped(key));
      case 7 -> entry(retyped(certificate), key);
      default -> entry(one(PAIRS).certificate(), spoilt(retyped(key)));
    };
  }

  private static Value.Fields entry(String certificate, String key) {
    return Value.Fields.EMPTY
        .with("Kind", Value.text("inline-certificate"))
        .with("Name", Value.text("gen"))
        .with("Certificate", Value.text(certificate))
        .with("PrivateKey", Value.text(key));
  }

  private String retyped(String pem) {
    String type =
        one(
            List.of(
                "RSA PRIVATE KEY",
                "PRIVATE KEY",
                "EC PRIVATE KEY",
                "CERTIFICATE",
                "PUBLIC KEY",
                "X509 CRL",
                "ENCRYPTED PRIVATE KEY",
                ""));
    return pem.replaceAll("(BEGIN|END) [A-Z0-9 ]+-----", "$1 " + type + "-----");
  }

  private String spoilt(String pem) {
    int middle = pem.length() / 2;
    return switch (random.nextInt(14)) {
      case 0 -> pem.substring(0, middle);
      case 1 -> pem.substring(middle);
      case 2 -> pem.replace("-----END", "----END");
      case 3 -> pem.replace("\n", "\r\n");
      case 4 -> pem.replace("\n", "");
      case 5 -> pem.strip();
      case 6 -> " " + pem;
      case 7 -> pem.replaceFirst("\n", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: x\n\n");
      case 8 -> pem.substring(0, middle) + "!" + pem.substring(middle);
      case 9 -> pem.substring(0, middle) + "A" + pem.substring(middle + 1);
      case 10 -> pem.replaceAll("(?s)(BEGIN [A-Z0-9 ]+-----\n).*(\n-----END)", "$1aGVsbG8=$2");
      case 11 -> pem.replaceAll("(?s)(BEGIN [A-Z0-9 ]+-----\n).*(\n-----END)", "$1$2");
      case 12 -> pem.replaceAll("(?s)(BEGIN [A-Z0-9 ]+-----\n).*(\n-----END)", "$1MAMCAQA=$2");
      default -> pem.replace("-----\n", "----- \t\n");
    };
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    pairs.add(pair("RSA", 2048, "CN=a.example", "b.example"));
    pairs.add(pair("EC", 256, "CN=a.example", "*.b.example"));
    pairs.add(pair("EC", 384, "O=none", "c.example"));
    pairs.add(pair("Ed25519", 0, "CN=d.example", ""));
    pairs.add(pair("RSA", 3072, "CN=e.example,O=o", "f.example"));
    pairs.add(pair("EC", 521, "CN=g_h", "i"));
    pairs.add(pair("RSA", 1024, "CN=weak.example", ""));
    pairs.add(pair("EC", 256, "CN=bad..name", ""));
    pairs.add(pair("EC", 256, "CN=a.example", "bad..san"));
    pairs.add(pair("RSA", 2048, "CN=" + "x".repeat(64), ""));
    return List.copyOf(pairs);
  }

  private static Pair pair(String algorithm, int size, String subject, String name) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed((algorithm + size + subject).getBytes(StandardCharsets.UTF_8));
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (size > 0) {
        generator.initialize(size, random);
      }
      KeyPair keys = generator.generateKeyPair();
      return new Pair(certificate(algorithm, keys, subject, name), written(keys.getPrivate()));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String certificate(String algorithm, KeyPair keys, String subject, String name)
      throws IOException, OperatorCreationException {
    Date from = Date.from(Instant.parse("2026-01-01T00:00:00Z"));
    Date until = Date.from(Instant.parse("2036-01-01T00:00:00Z"));
    X500Name own = new X500Name(subject);
    JcaX509v3CertificateBuilder form =
        new JcaX509v3CertificateBuilder(own, BigInteger.TWO, from, until, own, keys.getPublic());
    if (!name.isEmpty()) {
      form.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
    }
    String signing =
        switch (algorithm) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    return pem(
        "CERTIFICATE",
        form.build(new JcaContentSignerBuilder(signing).build(keys.getPrivate())).getEncoded());
  }

  /** The key in all its encodings. */
  private static List<String> written(PrivateKey key) throws IOException {
    byte[] plain = key.getEncoded();
    byte[] inner =
        PrivateKeyInfo.getInstance(plain).parsePrivateKey().toASN1Primitive().getEncoded("DER");
    String general = pem("PRIVATE KEY", plain);
    return switch (key.getAlgorithm()) {
      case "RSA" -> List.of(general, pem("RSA PRIVATE KEY", inner));
      case "EC" -> List.of(general, pem("EC PRIVATE KEY", withCurve(plain)));
      default -> List.of(general);
    };
  }

  /** A key on a curve in the encoding of its own, which names the curve. */
  private static byte[] withCurve(byte[] plain) throws IOException {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(plain);
    org.bouncycastle.asn1.sec.ECPrivateKey bare =
        org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(info.parsePrivateKey());
    int bits = 8 * ((bare.getKey().bitLength() + 7) / 8);
    return new org.bouncycastle.asn1.sec.ECPrivateKey(
            Math.max(bits, 256), bare.getKey(), info.getPrivateKeyAlgorithm().getParameters())
        .getEncoded("DER");
  }

  private static String pem(String type, byte[] content) {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
  }
}
