package dev.treaty.reconcile.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * TLS to a server whose certificate is made as Consul makes them: for {@code server.dc1.consul}.
 */
class ConsulTlsTest {
  @TempDir Path temp;
  private final KeyPair serverKeys = ec();
  private final KeyPair clientKeys = ec();
  private HttpsServer server;
  private Path caFile;
  private Path certFile;
  private Path keyFile;

  private static KeyPair ec() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate certificate(KeyPair keys, String dnsName) throws Exception {
    Instant now = InstantSource.system().instant();
    X500Name name = new X500Name("CN=" + dnsName);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(now.minus(Duration.ofDays(1))),
            Date.from(now.plus(Duration.ofDays(1))),
            name,
            keys.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  private Path pem(String file, String label, byte[] der) throws Exception {
    return Files.writeString(
        temp.resolve(file),
        "-----BEGIN "
            + label
            + "-----\n"
            + Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END "
            + label
            + "-----\n");
  }

  @BeforeEach
  void start() throws Exception {
    X509Certificate serverCertificate = certificate(serverKeys, "server.dc1.consul");
    X509Certificate clientCertificate = certificate(clientKeys, "client.dc1.consul");
    caFile = pem("ca.pem", "CERTIFICATE", serverCertificate.getEncoded());
    certFile = pem("client.pem", "CERTIFICATE", clientCertificate.getEncoded());
    // The form that `consul tls cert create` writes.
    keyFile =
        pem("client-key.pem", "EC PRIVATE KEY", withCurve(clientKeys.getPrivate().getEncoded()));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "server", serverKeys.getPrivate(), new char[0], new X509Certificate[] {serverCertificate});
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, new char[0]);
    KeyStore clients = KeyStore.getInstance("PKCS12");
    clients.load(null, null);
    clients.setCertificateEntry("client", clientCertificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(clients);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** SEC 1 out of PKCS 8, with the curve in its optional field, as OpenSSL and Go put it. */
  private static byte[] withCurve(byte[] pkcs8) throws Exception {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(pkcs8);
    var key = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(info.parsePrivateKey());
    return new org.bouncycastle.asn1.sec.ECPrivateKey(
            256, key.getKey(), info.getPrivateKeyAlgorithm().getParameters())
        .getEncoded();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private ConsulConnection connection() {
    return ConsulConnection.to("https://127.0.0.1:" + server.getAddress().getPort())
        .withTls(Optional.of(caFile), Optional.of(certFile), Optional.of(keyFile))
        .withServerName("server.dc1.consul");
  }

  private static ConsulAnswer<?> call(ConsulConnection connection) {
    try (ConsulClient client = HttpConsulClient.open(connection)) {
      return client.agentSelf();
    }
  }

  private static void assertRefusedByTls(ConsulAnswer<?> answer) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            ConsulAnswer.Unreachable.class,
            unreachable ->
                assertThat(unreachable.cause())
                    .isIn(ConsulAnswer.Cause.TLS, ConsulAnswer.Cause.BROKEN_OFF));
  }

  @Test
  void speaksToAServerByItsCertificatesNameWithAClientCertificate() {
    assertThat(call(connection()).isDone()).isTrue();
  }

  @Test
  void refusesACertificateForAnotherName() {
    assertRefusedByTls(call(connection().withServerName("server.dc2.consul")));
  }

  @Test
  void refusesACertificateThatIsNotForTheHostOfTheAddress() {
    ConsulConnection plain =
        ConsulConnection.to("https://127.0.0.1:" + server.getAddress().getPort())
            .withTls(Optional.of(caFile), Optional.of(certFile), Optional.of(keyFile));

    assertRefusedByTls(call(plain));
  }

  @Test
  void refusesARootThatIsNotInTheFile() throws Exception {
    Path other =
        pem("other.pem", "CERTIFICATE", certificate(ec(), "server.dc1.consul").getEncoded());

    assertRefusedByTls(
        call(
            connection().withTls(Optional.of(other), Optional.of(certFile), Optional.of(keyFile))));
  }

  @Test
  void isRefusedWithoutTheClientCertificate() {
    assertRefusedByTls(
        call(connection().withTls(Optional.of(caFile), Optional.empty(), Optional.empty())));
  }

  @Test
  void saysThatAFileHoldsNoKeyWithoutShowingIt() throws Exception {
    Path broken = Files.writeString(temp.resolve("broken.pem"), "secret-material");

    assertThatThrownBy(() ->
            HttpConsulClient.open(
                connection()
                    .withTls(Optional.of(caFile), Optional.of(certFile), Optional.of(broken))))
        .isInstanceOf(ConsulTlsException.class)
        .hasMessageContaining("holds no unencrypted private key")
        .hasMessageNotContaining("secret-material");
  }
}
