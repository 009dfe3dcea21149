package dev.treaty.agent.peering.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Trust in the roots of one peer and in nothing else. */
final class PeerRoots {
  private PeerRoots() {}

  static X509TrustManager trust(List<String> pems) throws BadTarget {
    try {
      KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
      roots.load(null, null);
      for (String pem : pems) {
        for (Certificate root : certificates(pem)) {
          roots.setCertificateEntry("root-" + roots.size(), root);
        }
      }
      if (roots.size() == 0) {
        throw new BadTarget("failed to parse PEM of the peer's roots");
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(roots);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          return x509;
        }
      }
      throw new IllegalStateException("the JDK offers no trust in X.509");
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK offers no trust in X.509", e);
    }
  }

  private static Iterable<? extends Certificate> certificates(String pem) throws BadTarget {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    } catch (CertificateException e) {
      throw new BadTarget("failed to parse PEM of the peer's roots");
    }
  }
}
