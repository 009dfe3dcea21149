package dev.treaty.git;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/** HTTPS connections that trust the roots of one file only; JGit has no setting for it. */
final class GitHttpTrust implements HttpConnectionFactory {
  private final HttpConnectionFactory connections = new JDKHttpConnectionFactory();
  private final TrustManager[] trust;

  private GitHttpTrust(TrustManager[] trust) {
    this.trust = trust;
  }

  static GitHttpTrust of(Path caFile) throws IOException {
    try (var in = Files.newInputStream(caFile)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int count = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + count++, certificate);
      }
      if (count == 0) {
        throw new IOException(caFile + " holds no certificate");
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return new GitHttpTrust(factory.getTrustManagers());
    } catch (GeneralSecurityException e) {
      throw new IOException(caFile + " holds no readable certificates", e);
    }
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return trusting(connections.create(url));
  }

  @Override
  public HttpConnection create(URL url, @Nullable Proxy proxy) throws IOException {
    return trusting(proxy == null ? connections.create(url) : connections.create(url, proxy));
  }

  @SuppressWarnings("NullAway") // JGit takes null for "no client key" and "default randomness".
  private HttpConnection trusting(HttpConnection connection) throws IOException {
    try {
      connection.configure(null, trust, null);
      return connection;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up", e);
    }
  }
}
