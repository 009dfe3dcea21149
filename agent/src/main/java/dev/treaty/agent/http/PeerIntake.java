package dev.treaty.agent.http;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/** Takes in what other agents of the cluster say, and nobody else. */
final class PeerIntake {

  /** Below it is what only agents may ask for. */
  static final String OWN = "/internal/";

  private static final long STREAMS = 100_000;

  private final Intake own;
  private final Intake forwarded;
  private final Secret proof;

  PeerIntake(
      HttpEngine engine,
      ApiContext context,
      RouteTable routes,
      RouteTable peerRoutes,
      Optional<ClusterLink> link,
      Secret proof) {
    this.own = new Intake(engine, context, peerRoutes, Optional.empty(), false);
    this.forwarded = new Intake(engine, context, routes, link, true);
    this.proof = proof;
  }

  static void secure(HttpServerOptions options, PeerTls tls) {
    options
        .setSsl(true)
        .setUseAlpn(true)
        .setClientAuth(ClientAuth.REQUIRED)
        .setKeyCertOptions(KeyCertOptions.wrap(tls.keys()))
        .setTrustOptions(TrustOptions.wrap(tls.trust()))
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
        .setHttp2ConnectionWindowSize(16 * 1024 * 1024);
    options.getInitialSettings().setMaxConcurrentStreams(STREAMS).setInitialWindowSize(4 << 20);
  }

  void accept(HttpServerRequest request) {
    String shown = request.getHeader(PeerClient.PROOF);
    if (proof.isPresent() && !same(shown == null ? "" : shown, proof.value())) {
      request.response().setStatusCode(403).end("the shared secret was not shown");
      return;
    }
    if (request.uri().startsWith(OWN)) {
      own.accept(request);
    } else {
      forwarded.accept(request);
    }
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
