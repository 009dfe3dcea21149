package dev.treaty.agent.http;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.util.concurrent.TimeUnit;

/** TLS as Vert.x is told of it. */
final class TlsOptions {

  private TlsOptions() {}

  /** For a listener that is about to open. */
  static void set(HttpServerOptions options, ServerTls tls) {
    options
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(KeyCertOptions.wrap(tls.keys()))
        .setEnabledSecureTransportProtocols(tls.protocols())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setSslHandshakeTimeout(tls.handshake().toMillis())
        .setClientAuth(tls.clients().isPresent() ? ClientAuth.REQUIRED : ClientAuth.NONE);
    tls.clients().ifPresent(trust -> options.setTrustOptions(TrustOptions.wrap(trust)));
    tls.suites().forEach(options::addEnabledCipherSuite);
  }

  /** For a listener that stands. */
  static ServerSSLOptions of(ServerTls tls) {
    ServerSSLOptions options = new ServerSSLOptions();
    options
        .setKeyCertOptions(KeyCertOptions.wrap(tls.keys()))
        .setUseAlpn(true)
        .setEnabledSecureTransportProtocols(tls.protocols())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setSslHandshakeTimeout(tls.handshake().toMillis());
    options.setClientAuth(tls.clients().isPresent() ? ClientAuth.REQUIRED : ClientAuth.NONE);
    tls.clients().ifPresent(trust -> options.setTrustOptions(TrustOptions.wrap(trust)));
    tls.suites().forEach(options::addEnabledCipherSuite);
    return options;
  }
}
