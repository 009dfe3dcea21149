package dev.treaty.agent.peering.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.netty.GrpcSslContexts;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What our peering port shows to whom. */
final class PeeringTlsTest {
  private final TestAuthority authority = new TestAuthority("dc1");
  private final AtomicReference<Optional<ServerIdentity>> identity =
      new AtomicReference<>(Optional.of(authority.identity()));
  private LiveStreams streams;
  private PeeringListener listener;

  @BeforeEach
  void start() throws IOException {
    streams = new LiveStreams(new MemoryBackend("east"), InstantSource.system());
    listener = PeeringListener.start("127.0.0.1", 0, identity::get, streams);
  }

  @AfterEach
  void stop() {
    streams.close();
    listener.close();
  }

  /** A client that trusts everybody, so that only the server can refuse. */
  private SSLSocket handshake(Optional<String> name, String... protocols)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", listener.port());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(
        name.<List<SNIServerName>>map(n -> List.of(new SNIHostName(n))).orElse(List.of()));
    parameters.setApplicationProtocols(new String[] {"h2"});
    if (protocols.length > 0) {
      parameters.setProtocols(protocols);
    }
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(10_000);
    socket.startHandshake();
    return socket;
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void selectsHttp2ForItsOwnName() throws Exception {
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      try (SSLSocket socket = handshake(Optional.of(authority.serverName()), version)) {
        assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
        assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        // Nobody asked for a certificate of the client.
        assertThat(socket.getSession().getLocalCertificates()).isNull();
      }
    }
  }

  @Test
  void refusesAnyOtherNameAndNone() {
    assertThatThrownBy(() -> handshake(Optional.of("server.dc1.consul")))
        .isInstanceOf(SSLException.class);
    assertThatThrownBy(() -> handshake(Optional.empty())).isInstanceOf(SSLException.class);
  }

  @Test
  void servesARenewedCertificateAtOnce() throws Exception {
    X509Certificate first = shown();

    identity.set(Optional.of(authority.identity()));

    assertThat(shown().getSerialNumber()).isNotEqualTo(first.getSerialNumber());
  }

  private X509Certificate shown() throws IOException, GeneralSecurityException {
    try (SSLSocket socket = handshake(Optional.of(authority.serverName()))) {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void servesNobodyBeforeThereIsACertificate() {
    identity.set(Optional.empty());

    assertThatThrownBy(() -> handshake(Optional.of(authority.serverName())))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void theDialerOffersHttp2AndTakesAServerThatSelectsNothing() throws SSLException {
    AlpnTolerantContext context =
        new AlpnTolerantContext(GrpcSslContexts.forClient().build(), engine -> {});

    assertThat(context.applicationProtocolNegotiator().protocols()).containsExactly("h2", null);
  }
}
