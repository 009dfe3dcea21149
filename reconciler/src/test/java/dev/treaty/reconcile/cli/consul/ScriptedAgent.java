package dev.treaty.reconcile.cli.consul;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine;

/**
 * An agent that gives canned answers and remembers what it was asked; and a way to call commands.
 */
final class ScriptedAgent implements AutoCloseable {

  private record Canned(int status, byte[] body) {}

  /** What came of a command. */
  record Run(int code, String out, String err) {}

  private final HttpServer server;
  private final Map<String, Canned> answers = new ConcurrentHashMap<>();
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  final List<String> tokens = Collections.synchronizedList(new ArrayList<>());

  ScriptedAgent() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Answers this request line, for example {@code GET /v1/peerings}. */
  ScriptedAgent on(String requestLine, int status, String body) {
    answers.put(requestLine, new Canned(status, body.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  ScriptedAgent on(String requestLine, byte[] body) {
    answers.put(requestLine, new Canned(200, body));
    return this;
  }

  ScriptedAgent on(String requestLine, String body) {
    return on(requestLine, 200, body);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(body.isEmpty() ? line : line + " " + body);
    String token = exchange.getRequestHeaders().getFirst("X-Consul-Token");
    tokens.add(token == null ? "" : token);
    Canned unknown = new Canned(500, ("not scripted: " + line).getBytes(StandardCharsets.UTF_8));
    Canned canned = answers.getOrDefault(line, unknown);
    byte[] bytes = canned.body();
    exchange.sendResponseHeaders(canned.status(), bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Runs a command against this agent; flags with two dashes. */
  Run run(Object command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(command);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--http-addr=" + address());
    int code = line.execute(all.toArray(String[]::new));
    return new Run(code, out.toString(), err.toString());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
