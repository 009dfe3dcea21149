package dev.treaty.agent;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA of a test: issues certificates into files, and contexts for clients. */
final class TestAuthority {

  private final Path folder;
  private final KeyPair keys = keyPair();
  private final X509Certificate root;
  private long serial = 1;

  TestAuthority(Path folder, String name) {
    this.folder = folder;
    Instant now = InstantSource.system().instant();
    root = certificate("CN=" + name, keys, now.plus(Duration.ofDays(2)), true);
  }

  /** A certificate with its key, in memory and in two files. */
  record Issued(Path certFile, Path keyFile, X509Certificate certificate, KeyPair keys) {}

  Path caFile() {
    return pem("ca-" + root.getSubjectX500Principal().hashCode() + ".pem", "CERTIFICATE", root);
  }

  Issued issue(String file) {
    return issue(file, InstantSource.system().instant().plus(Duration.ofDays(1)));
  }

  Issued issue(String file, Instant notAfter) {
    KeyPair pair = keyPair();
    X509Certificate made = certificate("CN=localhost,O=" + file, pair, notAfter, false);
    return new Issued(
        pem(file + ".pem", "CERTIFICATE", made),
        pem(file + "-key.pem", pair.getPrivate().getEncoded(), "PRIVATE KEY"),
        made,
        pair);
  }

  /** Trusts this CA, and shows a certificate if there is one. */
  SSLContext client(Optional<Issued> own) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("root", root);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      KeyStore shown = KeyStore.getInstance("PKCS12");
      shown.load(null, null);
      if (own.isPresent()) {
        shown.setKeyEntry(
            "own",
            own.get().keys().getPrivate(),
            new char[0],
            new Certificate[] {own.get().certificate()});
      }
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(shown, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate certificate(
      String subject, KeyPair own, Instant notAfter, boolean authority) {
    try {
      Instant now = InstantSource.system().instant();
      X500Name issuer =
          authority
              ? new X500Name(subject)
              : X500Name.getInstance(root.getSubjectX500Principal().getEncoded());
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              BigInteger.valueOf(serial++),
              Date.from(now.minus(Duration.ofDays(3))),
              Date.from(notAfter),
              new X500Name(subject),
              own.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1")
              }));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path pem(String file, String label, X509Certificate certificate) {
    try {
      return pem(file, certificate.getEncoded(), label);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path pem(String file, byte[] der, String label) {
    try {
      return Files.writeString(
          folder.resolve(file),
          "-----BEGIN "
              + label
              + "-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
              + "\n-----END "
              + label
              + "-----\n");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
