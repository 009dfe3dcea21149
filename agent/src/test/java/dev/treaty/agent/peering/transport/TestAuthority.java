package dev.treaty.agent.peering.transport;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of a cluster, made for a test. */
final class TestAuthority {
  private final KeyPair keys = newKeys();
  private final X500Name subject = new X500Name("CN=Test CA");
  private final AtomicLong serials = new AtomicLong(1);
  private final X509Certificate root;
  private final String datacenter;
  private final String trustDomain = UUID.randomUUID() + ".consul";

  TestAuthority(String datacenter) {
    this.datacenter = datacenter;
    this.root = root();
  }

  String trustDomain() {
    return trustDomain;
  }

  String serverName() {
    return "server." + datacenter + ".peering." + trustDomain;
  }

  String rootPem() {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  ServerIdentity identity() {
    return identity(serverName());
  }

  ServerIdentity identity(String serverName) {
    try {
      KeyPair leaf = newKeys();
      JcaX509v3CertificateBuilder builder = builder(new X500Name("CN=server"), leaf);
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, serverName)));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      return new ServerIdentity(serverName, leaf.getPrivate(), List.of(sign(builder)));
    } catch (CertIOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private X509Certificate root() {
    try {
      JcaX509v3CertificateBuilder builder = builder(subject, keys);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://" + trustDomain)));
      return sign(builder);
    } catch (CertIOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JcaX509v3CertificateBuilder builder(X500Name name, KeyPair pair) {
    Instant now = InstantSource.system().instant();
    return new JcaX509v3CertificateBuilder(
        subject,
        BigInteger.valueOf(serials.getAndIncrement()),
        Date.from(now.minus(Duration.ofHours(1))),
        Date.from(now.plus(Duration.ofDays(2))),
        name,
        pair.getPublic());
  }

  private X509Certificate sign(JcaX509v3CertificateBuilder builder) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
