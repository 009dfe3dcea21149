package dev.treaty.agent.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of an agent. */
public final class ApiServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
  private static final int MAX_LINE = 64 * 1024;
  private static final int MAX_HEADERS = 256 * 1024;

  private final ApiContext context;
  private final RouteTable routes;
  private final Vertx vertx;
  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
  private final ScheduledThreadPoolExecutor timers =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("http-timer").daemon().factory());
  private final List<HttpServer> servers = new ArrayList<>();

  public ApiServer(ApiContext context, RouteTable routes) {
    this.context = context;
    this.routes = routes;
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(Math.max(2, Runtime.getRuntime().availableProcessors()))
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2));
    timers.setRemoveOnCancelPolicy(true);
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
          case Listen.Unix(java.nio.file.Path path) ->
              SocketAddress.domainSocketAddress(path.toString());
        };
    HttpServer server = vertx.createHttpServer(options).requestHandler(this::accept);
    servers.add(server);
    server.listen(address).toCompletionStage().toCompletableFuture().join();
    return where instanceof Listen.Tcp ? server.actualPort() : 0;
  }

  private void accept(HttpServerRequest request) {
    String uri = request.uri();
    int question = uri.indexOf('?');
    String rawPath = question < 0 ? uri : uri.substring(0, question);
    String rawQuery = question < 0 ? "" : uri.substring(question + 1);
    Optional<String> decoded = QueryString.decode(rawPath, false);
    if (decoded.isEmpty() || !rawPath.startsWith("/")) {
      bare(request, ApiResponse.text(400, "400 Bad Request"), true);
      return;
    }
    String path = decoded.get();
    if (!RequestPath.isPrintable(path)) {
      bare(request, ApiResponse.empty().withStatus(400), false);
      return;
    }
    String clean = RequestPath.clean(path);
    if (!clean.equals(path)) {
      redirect(request, clean, rawQuery);
      return;
    }
    switch (routes.match(path)) {
      case RouteTable.Match.WithSlash() -> redirect(request, path + "/", rawQuery);
      case RouteTable.Match.None() -> bare(request, unknown(path), false);
      case RouteTable.Match.Found(RouteTable.Place place) -> found(request, place, path, rawQuery);
    }
  }

  private static ApiResponse unknown(String path) {
    if (path.equals("/") || path.startsWith("/ui/")) {
      return ApiResponse.text(
          path.equals("/") ? 200 : 404,
          "Consul Agent: UI disabled. To enable, set ui_config.enabled=true in the agent"
              + " configuration and restart.");
    }
    return ApiResponse.text(
        404,
        path.startsWith("/v1/")
            ? "Invalid URL path: not a recognized HTTP API endpoint\n"
            : "Invalid URL path: if attempting to use the HTTP API, ensure the path starts with"
                + " '/v1/'\n");
  }

  private static void redirect(HttpServerRequest request, String path, String rawQuery) {
    String location = RequestPath.encode(path) + (rawQuery.isEmpty() ? "" : "?" + rawQuery);
    ApiResponse response = ApiResponse.empty();
    if (request.method().equals(HttpMethod.GET)) {
      String link = location.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
      String page = "<a href=\"" + link.replace("\"", "&#34;") + "\">Temporary Redirect</a>.\n\n";
      response =
          ApiResponse.bytes("text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }
    bare(request, response.withStatus(307).withHeader("Location", location), false);
  }

  /** Answers what never reaches an endpoint: without the headers that endpoints have. */
  private static void bare(HttpServerRequest request, ApiResponse response, boolean close) {
    if (close) {
      request.response().putHeader("Connection", "close");
    }
    write(request, Rendered.of(response, false, false), Map.of());
    if (close) {
      var unused = request.connection().close();
    }
  }

  private void found(
      HttpServerRequest request, RouteTable.Place place, String path, String rawQuery) {
    boolean gzip = Rendered.acceptsGzip(orEmpty(request.getHeader("Accept-Encoding")));
    Optional<QueryString> query = QueryString.parse(rawQuery);
    if (query.isEmpty()) {
      answer(request, Rendered.of(ApiResponse.empty().withStatus(500), false, gzip));
      return;
    }
    String method = request.method().name();
    if (method.equals("OPTIONS")) {
      ApiResponse options = ApiResponse.empty().withHeader("Allow", place.allow());
      answer(request, Rendered.of(options, false, gzip));
      return;
    }
    Optional<Route> route = place.route(method);
    if (route.isEmpty()) {
      ApiResponse refused =
          ApiResponse.text(405, "method " + method + " not allowed")
              .withHeader("Allow", place.allow());
      answer(request, Rendered.of(refused, false, gzip));
      return;
    }
    BodyCollector.collect(
        request,
        route.get().bodyLimit(),
        body -> dispatch(request, place, route.get(), path, query.get(), gzip, body),
        size ->
            answer(
                request,
                Rendered.of(
                    ApiResponse.text(
                        413,
                        "Request body("
                            + size
                            + " bytes) too large, max size: "
                            + route.get().bodyLimit()
                            + " bytes."),
                    false,
                    gzip)));
  }

  private void dispatch(
      HttpServerRequest request,
      RouteTable.Place place,
      Route route,
      String path,
      QueryString query,
      boolean gzip,
      byte[] body) {
    SocketAddress remote = request.remoteAddress();
    ApiRequest apiRequest =
        new ApiRequest(
            context,
            request.method().name(),
            path,
            place.pattern(),
            query,
            name -> Optional.ofNullable(request.getHeader(name)),
            remote == null ? "" : orEmpty(remote.hostAddress()),
            body);
    Context loop = vertx.getOrCreateContext();
    Exchange exchange =
        new Exchange(
            apiRequest,
            route,
            gzip,
            workers,
            timers,
            rendered -> loop.runOnContext(unused -> answer(request, rendered)));
    request.response().closeHandler(unused -> exchange.abandon());
    exchange.start();
  }

  private void answer(HttpServerRequest request, Rendered rendered) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    response.putHeader("Vary", "Accept-Encoding");
    response.putHeader("X-Consul-Default-Acl-Policy", context.defaultPolicy());
    write(request, rendered, context.responseHeaders());
  }

  private static void write(
      HttpServerRequest request, Rendered rendered, Map<String, String> more) {
    HttpServerResponse response = request.response();
    response.setStatusCode(rendered.status());
    more.forEach(response::putHeader);
    rendered.headers().forEach(response::putHeader);
    byte[] body = rendered.body();
    if (request.method().equals(HttpMethod.HEAD)) {
      response.putHeader("Content-Length", Integer.toString(body.length));
      response.end();
    } else {
      response.end(Buffer.buffer(body));
    }
  }

  private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }

  /** Stops listening and drops the connections there are, at once. */
  @Override
  public void close() {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      LOG.warn("the HTTP server did not close cleanly", e);
    }
    timers.shutdownNow();
    workers.shutdownNow();
  }
}
