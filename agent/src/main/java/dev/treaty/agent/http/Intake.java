package dev.treaty.agent.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes requests in from the wire, with the manners that Consul has before any endpoint. */
final class Intake {

  private final HttpEngine engine;
  private final ApiContext context;
  private final RouteTable routes;
  private final Optional<ClusterLink> link;
  private final boolean forwarded;
  private volatile @Nullable HttpFigures figures;

  /**
   * An intake over a route table.
   *
   * @param forwarded what comes in was handed on by another agent, which has its own manners
   */
  Intake(
      HttpEngine engine,
      ApiContext context,
      RouteTable routes,
      Optional<ClusterLink> link,
      boolean forwarded) {
    this.engine = engine;
    this.context = context;
    this.routes = routes;
    this.link = link;
    this.forwarded = forwarded;
  }

  /** Counts what is answered from now on. */
  void measure(HttpFigures counted) {
    figures = counted;
  }

  void accept(HttpServerRequest request) {
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
    if (!RequestPath.isPrintable(path) && !context.manners().get().unprintable()) {
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
    Manners manners = context.manners().get();
    if (!forwarded && manners.isBlocked(path)) {
      refuse(request, "Endpoint is blocked by agent configuration", gzip);
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
    if (!forwarded && !manners.mayWrite(method, client(request))) {
      refuse(request, "Access is restricted", gzip);
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

  private void refuse(HttpServerRequest request, String text, boolean gzip) {
    answer(request, Rendered.of(ApiResponse.text(403, text), false, gzip));
  }

  private String client(HttpServerRequest request) {
    if (forwarded) {
      return orEmpty(request.getHeader(Relay.CLIENT));
    }
    SocketAddress remote = request.remoteAddress();
    return remote == null ? "" : orEmpty(remote.hostAddress());
  }

  private void dispatch(
      HttpServerRequest request,
      RouteTable.Place place,
      Route route,
      String path,
      QueryString query,
      boolean gzip,
      byte[] body) {
    ApiRequest apiRequest =
        new ApiRequest(
            context,
            request.method().name(),
            path,
            place.pattern(),
            request.uri(),
            query,
            name -> Optional.ofNullable(request.getHeader(name)),
            client(request),
            body);
    Asker asker = new Asker(request, route, System.nanoTime());
    Exchange exchange =
        new Exchange(
            apiRequest, route, gzip, engine.workers(), engine.timers(), link, forwarded, asker);
    asker.exchange = exchange;
    request.response().closeHandler(unused -> exchange.abandon());
    exchange.start();
  }

  /** The client of one exchange, who is answered on the event loop of his connection. */
  private final class Asker implements Exchange.Client {
    private final HttpServerRequest request;
    private final Route route;
    private final long began;
    private final Context loop = engine.vertx().getOrCreateContext();
    private @Nullable Exchange exchange;

    Asker(HttpServerRequest request, Route route, long began) {
      this.request = request;
      this.route = route;
      this.began = began;
    }

    @Override
    public void send(Rendered rendered) {
      long nanos = System.nanoTime() - began;
      HttpFigures counted = figures;
      if (counted != null) {
        counted.answered(route, rendered.status(), nanos, exchange != null && exchange.waited());
      }
      RequestLog.finished(request, nanos);
      loop.runOnContext(unused -> answer(request, rendered));
    }

    @Override
    public LiveStream.Sink begin() {
      loop.runOnContext(unused -> {
        HttpServerResponse response = request.response();
        if (!response.closed()) {
          response.setChunked(true);
          response.putHeader("Vary", "Accept-Encoding");
          response.putHeader("X-Consul-Default-Acl-Policy", context.defaultPolicy());
          context.manners().get().responseHeaders().forEach(response::putHeader);
          response.writeHead();
        }
      });
      RequestLog.began(request);
      return new StreamWriter(request.response(), loop);
    }
  }

  private void answer(HttpServerRequest request, Rendered rendered) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    response.putHeader("Vary", "Accept-Encoding");
    response.putHeader("X-Consul-Default-Acl-Policy", context.defaultPolicy());
    write(request, rendered, forwarded ? Map.of() : context.manners().get().responseHeaders());
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

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
