package dev.treaty.tests.generated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real Consul of this test's own, from the binary that the environment names. */
final class ConsulServer implements AutoCloseable {

  private final Served served;
  private final Process process;

  ConsulServer(Path folder) throws IOException, InterruptedException {
    int http = freePort();
    served = new Served(URI.create("http://127.0.0.1:" + http));
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

  Served served() {
    return served;
  }

  private boolean isReady() {
    try {
      return served.send("PUT", "/v1/config", "{\"Kind\":\"mesh\"}").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    served.close();
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
