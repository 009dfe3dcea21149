package dev.treaty.agent.connect;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * The cluster's signing authority: one self-signed EC P-256 root that signs leaves directly, as
 * Consul's built-in provider does in a primary datacenter.
 */
final class RootAuthority {

  static final Duration ROOT_LIFE = Duration.ofDays(3650);
  static final Duration LEAF_LIFE = Duration.ofDays(3);

  /** A leaf is valid from a little before now, so that a peer whose clock is behind takes it. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final TrustDomain domain;
  private final X509Certificate root;
  private final PrivateKey key;

  RootAuthority(TrustDomain domain, X509Certificate root, PrivateKey key) {
    this.domain = domain;
    this.root = root;
    this.key = key;
  }

  /** Makes a new root for a cluster. */
  static RootAuthority create(TrustDomain domain, Instant now, SecureRandom random) {
    KeyPair pair = CertificateForm.newKey(random);
    String unique = Long.toString(random.nextLong(1L << 40, 1L << 41), 36);
    String cluster = domain.clusterId();
    String commonName =
        "pri-%s.consul.ca.%s.consul"
            .formatted(unique, cluster.substring(0, Math.min(8, cluster.length())));
    X500Name name = new X500Name("CN=" + commonName);
    X509Certificate certificate =
        new CertificateForm(name, name, pair.getPublic(), pair.getPublic(), serial(random))
            .validity(now.minus(CLOCK_SKEW), now.plus(ROOT_LIFE))
            .usage(KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign)
            .constraints(new BasicConstraints(true))
            .names(
                false,
                List.of(
                    new GeneralName(GeneralName.uniformResourceIdentifier, domain.signingUri())))
            .sign(pair.getPrivate());
    return new RootAuthority(domain, certificate, pair.getPrivate());
  }

  TrustDomain domain() {
    return domain;
  }

  X509Certificate root() {
    return root;
  }

  PrivateKey key() {
    return key;
  }

  /** Signs a leaf for a SPIFFE identity. */
  IssuedCertificate issue(String uri, List<String> dnsNames, Instant now, SecureRandom random) {
    KeyPair pair = CertificateForm.newKey(random);
    List<GeneralName> names =
        java.util.stream.Stream.concat(
                dnsNames.stream().map(dns -> new GeneralName(GeneralName.dNSName, dns)),
                java.util.stream.Stream.of(
                    new GeneralName(GeneralName.uniformResourceIdentifier, uri)))
            .toList();
    X509Certificate certificate =
        new CertificateForm(
                X500Name.getInstance(root.getSubjectX500Principal().getEncoded()),
                new X500Name(new org.bouncycastle.asn1.x500.RDN[0]),
                pair.getPublic(),
                root.getPublicKey(),
                serial(random))
            .validity(now.minus(CLOCK_SKEW), now.plus(LEAF_LIFE))
            .usage(
                KeyUsage.digitalSignature
                    | KeyUsage.keyEncipherment
                    | KeyUsage.dataEncipherment
                    | KeyUsage.keyAgreement)
            .tlsBothWays()
            .constraints(new BasicConstraints(false))
            // The subject is empty, so the names must be critical (RFC 5280 §4.2.1.6).
            .names(true, names)
            .sign(key);
    return new IssuedCertificate(certificate, pair.getPrivate(), uri);
  }

  /** Positive, and below 2^53: root serials are a JSON number that must survive a double. */
  private static BigInteger serial(SecureRandom random) {
    return BigInteger.valueOf(random.nextLong(1, 1L << 53));
  }
}
