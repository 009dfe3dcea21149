package dev.treaty.agent.sidebyside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A Consul server on loopback, started from a binary and driven through its HTTP API. */
public final class RealConsul implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int httpPort;

  /** The trust domain's first part. */
  public static final String CLUSTER = "11111111-2222-3333-4444-555555555555";

  /** Starts one and waits for its leader and CA. */
  public RealConsul(String binary, Path folder, String datacenter) throws IOException {
    List<Integer> ports = freePorts(4);
    httpPort = ports.get(0);
    Path config = folder.resolve("consul.json");
    Files.writeString(
        config,
        String.format(
            Locale.ROOT,
            """
            {"server": true, "bootstrap_expect": 1, "datacenter": "%s", "node_name": "consul-1",
             "data_dir": "%s", "bind_addr": "127.0.0.1", "client_addr": "127.0.0.1",
             "ports": {"http": %d, "grpc": -1, "grpc_tls": %d, "server": %d, "serf_lan": %d,
                       "serf_wan": -1, "dns": -1},
             "connect": {"enabled": true, "ca_config": {"cluster_id": "%s"}}, "peering": {"enabled": true},
             "disable_update_check": true}
            """,
            datacenter,
            folder.resolve("data"),
            ports.get(0),
            ports.get(1),
            ports.get(2),
            ports.get(3),
            CLUSTER));
    process =
        new ProcessBuilder(binary, "agent", "-config-file=" + config, "-log-level=warn")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("consul.log").toFile())
            .start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() ->
            !get("/v1/status/leader").asText().isEmpty()
                && !get("/v1/connect/ca/roots").path("ActiveRootID").asText().isEmpty());
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      held.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    return ports;
  }

  /** Where its HTTP API answers. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + httpPort);
  }

  /** Reads JSON. */
  public JsonNode get(String path) {
    return parse(call("GET", path, "").body());
  }

  /** Calls it. */
  public HttpResponse<String> call(String method, String path, String body) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
              .timeout(Duration.ofSeconds(30))
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Calls, and expects the answer 200. */
  public JsonNode must(String method, String path, String body) {
    HttpResponse<String> response = call(method, path, body);
    if (response.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
    }
    return parse(response.body());
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body.isBlank() ? "null" : body);
    } catch (IOException e) {
      throw new IllegalStateException(body, e);
    }
  }

  /** Whether its process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
