package dev.treaty.model.generated;

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
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real Consul of this test's own, from the binary that the environment names. */
final class ConsulServer implements AutoCloseable {

  /** What it answered. */
  record Answer(int status, String body) {}

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  ConsulServer(Path folder) throws IOException, InterruptedException {
    int http = freePort();
    address = URI.create("http://127.0.0.1:" + http);
    Path log = folder.resolve("agent.log");
    process =
        new ProcessBuilder(
                binary().orElseThrow().toString(),
                "agent",
                "-dev",
                "-bind=127.0.0.1",
                "-http-port=" + http,
                "-dns-port=-1",
                "-grpc-port=-1",
                "-grpc-tls-port=-1",
                "-serf-lan-port=" + freePort(),
                "-serf-wan-port=" + freePort(),
                "-server-port=" + freePort(),
                "-log-level=warn")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (!isReady()) {
      if (System.nanoTime() > deadline || process.waitFor(200, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("Consul does not start: " + Files.readString(log));
      }
    }
  }

  static Optional<Path> binary() {
    return Optional.ofNullable(System.getenv("TREATY_TEST_CONSUL"))
        .map(Path::of)
        .filter(Files::isExecutable);
  }

  private boolean isReady() {
    try {
      return send("PUT", "/v1/config", "{\"Kind\":\"mesh\"}").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  Answer send(String method, String path, String body) {
    try {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(address.resolve(path))
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    client.close();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }
}
