package dev.treaty.agent.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The HTTP server of an agent. */
public final class ApiServer implements AutoCloseable {

  private static final int MAX_LINE = 64 * 1024;
  private static final int MAX_HEADERS = 256 * 1024;

  private final HttpEngine engine;
  private final Intake intake;
  private final ApiContext context;
  private final RouteTable routes;
  private final RouteTable peerRoutes;
  private final Optional<ClusterLink> link;
  private final List<HttpServer> servers = new ArrayList<>();

  /** A server of one agent that is alone. */
  public ApiServer(ApiContext context, RouteTable routes) {
    this(new HttpEngine(), context, routes, new RouteTable(List.of()), Optional.empty());
  }

  /**
   * A server of one agent of several.
   *
   * @param peerRoutes what other agents may ask for besides
   * @param link how requests are handed on
   */
  public ApiServer(
      HttpEngine engine,
      ApiContext context,
      RouteTable routes,
      RouteTable peerRoutes,
      Optional<ClusterLink> link) {
    this.engine = engine;
    this.context = context;
    this.routes = routes;
    this.peerRoutes = peerRoutes;
    this.link = link;
    this.intake = new Intake(engine, context, routes, link, false);
  }

  /** Opens a listener and says which port it got; 0 for a Unix socket. */
  public int listen(Listen where) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxInitialLineLength(MAX_LINE)
            .setMaxHeaderSize(MAX_HEADERS)
            .setAcceptBacklog(4096)
            .setTcpNoDelay(true)
            .setHttp2ClearTextEnabled(false)
            .setHandle100ContinueAutomatically(true)
            .setIdleTimeout(0);
    SocketAddress address =
        switch (where) {
          case Listen.Tcp(String host, int port, Optional<Listen.Certificate> certificate) -> {
            certificate.ifPresent(pem ->
                options
                    .setSsl(true)
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .addCertPath(pem.certificate().toString())
                            .addKeyPath(pem.key().toString())));
            yield SocketAddress.inetSocketAddress(port, host);
          }
          case Listen.Peers(String host, int port, PeerTls tls) -> {
            PeerIntake.secure(options, tls);
            yield SocketAddress.inetSocketAddress(port, host);
          }
          case Listen.Unix(java.nio.file.Path path) ->
              SocketAddress.domainSocketAddress(path.toString());
        };
    HttpServer server = engine.vertx().createHttpServer(options).requestHandler(taking(where));
    servers.add(server);
    server.listen(address).toCompletionStage().toCompletableFuture().join();
    return where instanceof Listen.Unix ? 0 : server.actualPort();
  }

  private Handler<HttpServerRequest> taking(Listen where) {
    return where instanceof Listen.Peers peers
        ? new PeerIntake(engine, context, routes, peerRoutes, link, peers.tls().proof())::accept
        : intake::accept;
  }

  /** Stops listening and drops the connections there are, at once. */
  @Override
  public void close() {
    engine.close();
  }
}
