package dev.treaty.reconcile.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.treaty.reconcile.report.Event;
import dev.treaty.reconcile.report.EventSink;
import dev.treaty.reconcile.report.LoopMetrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@code /health} and {@code /metrics} of a running loop, read-only. */
final class StatusServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LoopMetrics metrics = new LoopMetrics();

  private StatusServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts serving.
   *
   * @param address {@code host:port}, or {@code :port} for loopback
   */
  static StatusServer start(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("an address is host:port");
    }
    int port = Integer.parseInt(address.substring(colon + 1));
    String host = colon == 0 ? "127.0.0.1" : address.substring(0, colon);
    StatusServer status =
        new StatusServer(HttpServer.create(new InetSocketAddress(host, port), 16));
    status.server.setExecutor(status.threads);
    status.server.createContext("/health", status::health);
    status.server.createContext("/metrics", status::metrics);
    status.server.start();
    return status;
  }

  EventSink counting(EventSink next) {
    return (Event event) -> {
      metrics.accept(event);
      next.accept(event);
    };
  }

  private void health(HttpExchange exchange) throws IOException {
    boolean well = metrics.isWell();
    answer(
        exchange,
        well ? 200 : 503,
        "application/json",
        "{\"status\":\"" + metrics.word() + "\"}\n");
  }

  private void metrics(HttpExchange exchange) throws IOException {
    answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
