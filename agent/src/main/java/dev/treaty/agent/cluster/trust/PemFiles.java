package dev.treaty.agent.cluster.trust;

import dev.treaty.agent.cluster.trust.Identity.BadFileException;
import dev.treaty.agent.http.Secret;
import dev.treaty.agent.settings.ClusterSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Reads PEM files. */
final class PemFiles {

  private PemFiles() {}

  static Identity read(ClusterSettings.Files files, Optional<String> peerName, Secret proof) {
    return new Identity(
        key(files.key().orElseThrow()),
        certificates(files.certificate().orElseThrow()),
        certificates(files.ca().orElseThrow()),
        peerName,
        proof);
  }

  static List<X509Certificate> certificates(Path file) {
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(file)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw new BadFileException(file + " holds no certificate");
      }
      return found;
    } catch (CertificateException e) {
      throw new BadFileException(file + " does not hold PEM certificates");
    }
  }

  /** Says nothing of what is in the file. */
  static PrivateKey key(Path file) {
    String text = new String(bytes(file), StandardCharsets.UTF_8);
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        if (part instanceof PEMKeyPair pair) {
          return new JcaPEMKeyConverter().getKeyPair(pair).getPrivate();
        }
        if (part instanceof PrivateKeyInfo info) {
          return new JcaPEMKeyConverter().getPrivateKey(info);
        }
      }
    } catch (IOException e) {
      throw new BadFileException(file + " does not hold a PEM private key");
    }
    throw new BadFileException(file + " does not hold an unencrypted PEM private key");
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BadFileException("cannot read " + file + ": " + e.getClass().getSimpleName());
    }
  }
}
