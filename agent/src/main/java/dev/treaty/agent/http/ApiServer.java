package dev.treaty.agent.http;

import dev.treaty.agent.metrics.Metrics;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

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
  private final List<HttpServer> secured = new CopyOnWriteArrayList<>();
  private final ConnectionLimit limit;

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
    this.limit =
        new ConnectionLimit(() -> context.manners().get().connectionsPerClient(), engine.timers());
    this.intake = new Intake(engine, context, routes, link, false);
  }

  /** Opens a listener and says which port it got; 0 for a Unix socket. */
  public int listen(Listen where) {
    return listen(where, MAX_HEADERS);
  }

  /** Opens a listener that takes request headers up to a size. */
  public int listen(Listen where, int maxHeaders) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxInitialLineLength(MAX_LINE)
            .setMaxHeaderSize(maxHeaders)
            .setAcceptBacklog(4096)
            .setTcpNoDelay(true)
            .setHttp2ClearTextEnabled(false)
            .setHandle100ContinueAutomatically(true)
            .setIdleTimeout(0);
    SocketAddress address =
        switch (where) {
          case Listen.Tcp(String host, int port, Optional<ServerTls> tls) ->
              SocketAddress.inetSocketAddress(port, host);
          case Listen.Peers(String host, int port, PeerTls tls) -> {
            PeerIntake.secure(options, tls);
            yield SocketAddress.inetSocketAddress(port, host);
          }
          case Listen.Unix(java.nio.file.Path path) ->
              SocketAddress.domainSocketAddress(path.toString());
        };
    HttpServer server = create(options, where);
    server.listen(address).toCompletionStage().toCompletableFuture().join();
    return where instanceof Listen.Unix ? 0 : server.actualPort();
  }

  private HttpServer create(HttpServerOptions options, Listen where) {
    Vertx vertx = engine.vertx();
    if (where instanceof Listen.Tcp(String host, int port, Optional<ServerTls> tls)
        && tls.isPresent()) {
      TlsOptions.set(options, tls.get());
      HttpServer secure = limited(vertx.createHttpServer(options));
      secured.add(secure);
      return secure;
    }
    HttpServer plain = vertx.createHttpServer(options);
    return where instanceof Listen.Peers ? plain.requestHandler(taking(where)) : limited(plain);
  }

  private HttpServer limited(HttpServer server) {
    return server
        .connectionHandler(limit::opened)
        .requestHandler(request -> {
          if (!limit.refused(request)) {
            intake.accept(request);
          }
        });
  }

  /** Speaks TLS in another way with who connects from now on; connections that stand stay. */
  public void renew(ServerTls tls) {
    for (HttpServer server : secured) {
      server.updateSSLOptions(TlsOptions.of(tls)).toCompletionStage().toCompletableFuture().join();
    }
  }

  /** Counts requests and connections. */
  public void measure(Metrics metrics) {
    metrics.gauge("treaty.http.connections", "Open connections of the HTTP API.", limit::size);
    intake.measure(new HttpFigures(metrics, routes.routes()));
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
