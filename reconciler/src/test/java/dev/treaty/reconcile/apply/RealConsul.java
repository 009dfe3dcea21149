package dev.treaty.reconcile.apply;

import static org.awaitility.Awaitility.await;

import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.consul.ConsulConnection;
import dev.treaty.reconcile.consul.HttpConsulClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One real Consul server of this test's own, from the binary that the environment names. */
final class RealConsul implements AutoCloseable {
  final ConsulClient client;
  private final Process process;

  RealConsul(String datacenter, Path folder) throws IOException {
    Files.createDirectories(folder);
    int http = freePort();
    Path config = folder.resolve("agent.hcl");
    Files.writeString(
        config,
        """
        datacenter = "%s"
        node_name = "node-%s"
        server = true
        bootstrap_expect = 1
        data_dir = "%s"
        bind_addr = "127.0.0.1"
        client_addr = "127.0.0.1"
        connect { enabled = true }
        peering { enabled = true }
        log_level = "WARN"
        ports {
          http = %d
          https = -1
          grpc = -1
          grpc_tls = %d
          dns = -1
          serf_lan = %d
          serf_wan = %d
          server = %d
        }
        """
            .formatted(
                datacenter,
                datacenter,
                folder.resolve("data"),
                http,
                freePort(),
                freePort(),
                freePort(),
                freePort()));
    process =
        new ProcessBuilder(binary().orElseThrow().toString(), "agent", "-config-file=" + config)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("agent.log").toFile())
            .start();
    client = HttpConsulClient.open(ConsulConnection.to("127.0.0.1:" + http));
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> client.peerings(dev.treaty.reconcile.consul.Blocking.NONE).isDone());
  }

  /** The binary, where the environment names one that is there. */
  static Optional<Path> binary() {
    return Optional.ofNullable(System.getenv("TREATY_TEST_CONSUL"))
        .map(Path::of)
        .filter(Files::isExecutable);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  void register(String service, String id, int port) {
    Value.Fields definition =
        new Value.Fields(
            Map.of(
                "Name", Value.text(service), "ID", Value.text(id), "Port", Value.Whole.of(port)));
    if (!client.registerService(definition).isDone()) {
      throw new IllegalStateException("could not register " + id);
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
      Thread.currentThread().interrupt();
    }
  }
}
