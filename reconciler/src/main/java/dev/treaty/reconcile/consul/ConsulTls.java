package dev.treaty.reconcile.consul;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Trust and client certificate of one connection, from PEM files. */
final class ConsulTls {
  private ConsulTls() {}

  /** The context, or empty where the JDK's own is meant. */
  static Optional<SSLContext> context(ConsulConnection connection) {
    if (connection.caFile().isEmpty()
        && connection.certFile().isEmpty()
        && connection.serverName().isEmpty()) {
      return Optional.empty();
    }
    try {
      TrustManager @Nullable [] trust = null;
      if (connection.caFile().isPresent() || connection.serverName().isPresent()) {
        trust = trust(connection.caFile());
      }
      if (trust != null && connection.serverName().isPresent()) {
        trust = NamedServerTrust.over(trust, connection.serverName().get());
      }
      KeyManager @Nullable [] keys = null;
      if (connection.certFile().isPresent()) {
        keys =
            keys(
                connection.certFile().get(),
                connection
                    .keyFile()
                    .orElseThrow(
                        () -> new ConsulTlsException("a client certificate needs its key file")));
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return Optional.of(context);
    } catch (GeneralSecurityException | IOException e) {
      throw new ConsulTlsException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] trust(Optional<Path> caFile)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    if (caFile.isEmpty()) {
      factory.init((KeyStore) null);
      return factory.getTrustManagers();
    }
    KeyStore store = emptyStore();
    int count = 0;
    for (Certificate certificate : certificates(caFile.get())) {
      store.setCertificateEntry("ca-" + count++, certificate);
    }
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keys(Path certFile, Path keyFile)
      throws GeneralSecurityException, IOException {
    PrivateKey key = PrivateKeyPem.read(Files.readString(keyFile), keyFile.toString());
    KeyStore store = emptyStore();
    char[] password = new char[0];
    store.setKeyEntry("client", key, password, certificates(certFile).toArray(new Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    try (var in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new ConsulTlsException(file + " holds no certificate");
      }
      return found;
    }
  }
}
