package dev.treaty.model.entry.kind;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Keys and certificates of gateways, as far as Consul looks at them. */
final class GatewayKey {

  private static final int MIN_BITS = 2048;
  private static final byte[] SAMPLE = {1, 2, 3};

  private GatewayKey() {}

  /** What Consul has against an RSA key in its old form; it does not look at others. */
  static Optional<String> weakness(PemBlock block) {
    if (!block.type().equals("RSA PRIVATE KEY")) {
      return Optional.empty();
    }
    Optional<PrivateKey> key = DerKey.rsa(block.bytes());
    if (key.isEmpty()) {
      return Optional.of(DerShape.ofRsaKey(block.bytes()));
    }
    return key.get() instanceof RSAPrivateKey rsa && rsa.getModulus().bitLength() < MIN_BITS
        ? Optional.of("key length must be at least 2048 bits")
        : Optional.empty();
  }

  static Optional<X509Certificate> certificate(PemBlock block) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return factory.generateCertificate(new ByteArrayInputStream(block.bytes()))
              instanceof X509Certificate certificate
          ? Optional.of(certificate)
          : Optional.empty();
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  /** Why a key in PEM does not belong to a certificate in PEM, in the words of Go. */
  static Optional<String> mismatch(String certificatePem, String keyPem) {
    List<String> passedOver = new ArrayList<>();
    Optional<PemBlock> found = find(certificatePem, "CERTIFICATE", passedOver);
    if (found.isEmpty()) {
      return Optional.of(
          passedOver.size() == 1 && passedOver.getFirst().endsWith("PRIVATE KEY")
              ? "tls: failed to find certificate PEM data in certificate input, but did find a"
                  + " private key; PEM inputs may have been switched"
              : "tls: failed to find \"CERTIFICATE\" PEM block in certificate input after skipping"
                  + " PEM blocks of the following types: "
                  + passedOver.toString().replace(", ", " "));
    }
    passedOver.clear();
    Optional<PemBlock> block = find(keyPem, "PRIVATE KEY", passedOver);
    if (block.isEmpty()) {
      return Optional.of(
          passedOver.equals(List.of("CERTIFICATE"))
              ? "tls: found a certificate rather than a key in the PEM for the private key"
              : "tls: failed to find PEM block with type ending in \"PRIVATE KEY\" in key input"
                  + " after skipping PEM blocks of the following types: "
                  + passedOver.toString().replace(", ", " "));
    }
    Optional<X509Certificate> certificate = certificate(found.get());
    if (certificate.isEmpty()) {
      return Optional.of(DerShape.ofCertificate(found.get().bytes()));
    }
    Optional<PrivateKey> key = DerKey.any(block.get().bytes());
    if (key.isEmpty()) {
      return Optional.of("tls: failed to parse private key");
    }
    PublicKey open = certificate.get().getPublicKey();
    if (!family(key.get().getAlgorithm()).equals(family(open.getAlgorithm()))) {
      return Optional.of("tls: private key type does not match public key type");
    }
    return belongTogether(key.get(), open)
        ? Optional.empty()
        : Optional.of("tls: private key does not match public key");
  }

  /** The first block of the type; a key's may say more before it. */
  private static Optional<PemBlock> find(String pem, String type, List<String> passedOver) {
    for (PemBlock block : PemBlock.all(pem)) {
      boolean isKey = type.equals("PRIVATE KEY") && block.type().endsWith(" PRIVATE KEY");
      if (block.type().equals(type) || isKey) {
        return Optional.of(block);
      }
      passedOver.add(block.type());
    }
    return Optional.empty();
  }

  /** What Go has against the public key of a certificate that Java does not look at. */
  static Optional<String> offCurve(X509Certificate certificate) {
    if (!(certificate.getPublicKey() instanceof ECPublicKey key)
        || !(key.getParams().getCurve().getField() instanceof ECFieldFp field)) {
      return Optional.empty();
    }
    BigInteger prime = field.getP();
    BigInteger x = key.getW().getAffineX();
    BigInteger y = key.getW().getAffineY();
    BigInteger right =
        x.pow(3)
            .add(key.getParams().getCurve().getA().multiply(x))
            .add(key.getParams().getCurve().getB())
            .mod(prime);
    return y.pow(2).mod(prime).equals(right)
        ? Optional.empty()
        : Optional.of("P" + prime.bitLength() + " point not on curve");
  }

  private static String family(String algorithm) {
    return algorithm.startsWith("Ed") ? "EdDSA" : algorithm;
  }

  private static boolean belongTogether(PrivateKey key, PublicKey open) {
    if (key instanceof RSAPrivateKey own && open instanceof RSAPublicKey other) {
      return own.getModulus().equals(other.getModulus());
    }
    String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "Ed25519";
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(SAMPLE);
      byte[] signature = signing.sign();
      Signature checking = Signature.getInstance(algorithm);
      checking.initVerify(open);
      checking.update(SAMPLE);
      return checking.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The names that the certificate is for. */
  static List<String> hosts(X509Certificate certificate) {
    List<String> hosts = new ArrayList<>();
    hosts.add(commonName(certificate));
    try {
      Collection<List<?>> others = certificate.getSubjectAlternativeNames();
      if (others != null) {
        for (List<?> other : others) {
          boolean isNameOrAddress = other.get(0).equals(2) || other.get(0).equals(7);
          if (isNameOrAddress && other.get(1) instanceof String name) {
            hosts.add(name);
          }
        }
      }
    } catch (CertificateException e) {
      return hosts;
    }
    return hosts;
  }

  private static String commonName(X509Certificate certificate) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("CN"))
              .map(part -> String.valueOf(part.getValue()))
              .reduce("", (first, second) -> second);
    } catch (InvalidNameException e) {
      return "";
    }
  }
}
