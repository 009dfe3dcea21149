package dev.treaty.agent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.check.grpc.HealthCall;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProbesTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static CheckResult script(Duration timeout, int limit, String... args)
      throws InterruptedException {
    return new ScriptProbe(List.of(args), timeout, limit).run();
  }

  @Test
  void judgesAProgramByWhatItEndsWith() throws InterruptedException {
    assertThat(script(TIMEOUT, 4096, "sh", "-c", "echo out; echo err >&2"))
        .isEqualTo(CheckResult.passing("out\nerr\n"));
    assertThat(script(TIMEOUT, 4096, "sh", "-c", "echo hm; exit 1"))
        .isEqualTo(CheckResult.warning("hm\n"));
    assertThat(script(TIMEOUT, 4096, "sh", "-c", "echo no; exit 2"))
        .isEqualTo(CheckResult.critical("no\n"));
  }

  @Test
  void keepsTheEndOfWhatAProgramSays() throws InterruptedException {
    assertThat(script(TIMEOUT, 4, "printf", "0123456789").output())
        .isEqualTo("Captured 4 of 10 bytes\n...\n6789");
  }

  @Test
  void endsAProgramThatTakesTooLongWithItsChildren() throws InterruptedException {
    CheckResult result =
        script(Duration.ofMillis(300), 4096, "sh", "-c", "echo before; sleep 6173 & sleep 6173");
    assertThat(result)
        .isEqualTo(CheckResult.critical("Timed out (300ms) running check\n\nbefore\n"));
    // Orphans are nobody's descendants, and whoever is killed takes a moment to go.
    await()
        .untilAsserted(() ->
            assertThat(
                    ProcessHandle.allProcesses()
                        .filter(
                            each -> each.info().commandLine().orElse("").contains("sleep 6173")))
                .isEmpty());
  }

  @Test
  void saysThatThereIsNoSuchProgram() throws InterruptedException {
    assertThat(script(TIMEOUT, 4096, "/no/such/program"))
        .isEqualTo(CheckResult.critical("fork/exec /no/such/program: no such file or directory"));
    assertThat(script(TIMEOUT, 4096, "no-such-program"))
        .isEqualTo(
            CheckResult.critical("exec: \"no-such-program\": executable file not found in $PATH"));
  }

  @Test
  void takesAnAnswerAndSilenceOverUdpForGood() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + server.getLocalPort();
      CheckResult success = CheckResult.passing("UDP connect " + address + ": Success");
      assertThat(new UdpProbe(address, Duration.ofMillis(200)).run()).isEqualTo(success);

      DatagramPacket asked = new DatagramPacket(new byte[10], 10);
      server.receive(asked);
      assertThat(asked.getLength()).isEqualTo(1);
      Thread answering =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  server.receive(asked);
                  server.send(new DatagramPacket(new byte[] {1}, 1, asked.getSocketAddress()));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertThat(new UdpProbe(address, Duration.ofMinutes(5)).run()).isEqualTo(success);
      answering.join();
    }
  }

  @Test
  void isCriticalWhereUdpIsRefused() throws IOException {
    int port;
    try (DatagramSocket gone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    assertThat(new UdpProbe("127.0.0.1:" + port, TIMEOUT).run())
        .isEqualTo(
            CheckResult.critical("read udp 127.0.0.1:" + port + ": read: connection refused"));
    assertThat(new UdpProbe("nowhere", TIMEOUT).run())
        .isEqualTo(CheckResult.critical("dial udp: address nowhere: missing port in address"));
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Says SERVING of everything but of {@code down}, and knows no {@code odd}. */
  private static Server health() throws IOException {
    MethodDescriptor<byte[], byte[]> check =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("grpc.health.v1.Health/Check")
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addService(
            ServerServiceDefinition.builder("grpc.health.v1.Health")
                .addMethod(
                    check,
                    ServerCalls.asyncUnaryCall((request, answer) -> {
                      String service =
                          request.length == 0 ? "" : new String(request, 2, request.length - 2);
                      if (service.equals("odd")) {
                        answer.onError(
                            Status.NOT_FOUND.withDescription("unknown service").asException());
                        return;
                      }
                      answer.onNext(new byte[] {8, (byte) (service.equals("down") ? 2 : 1)});
                      answer.onCompleted();
                    }))
                .build())
        .build()
        .start();
  }

  private static CheckResult grpc(String target) {
    return new GrpcProbe(target, TIMEOUT, new HealthCall.Tls.None(), "").run();
  }

  @Test
  void asksOverGrpc() throws Exception {
    Server server = health();
    try {
      String address = "127.0.0.1:" + server.getPort();
      assertThat(grpc(address))
          .isEqualTo(CheckResult.passing("gRPC check " + address + ": success"));
      assertThat(grpc(address + "/web"))
          .isEqualTo(CheckResult.passing("gRPC check " + address + "/web: success"));
      assertThat(grpc(address + "/down"))
          .isEqualTo(CheckResult.critical("gRPC " + address + "/down serving status: NOT_SERVING"));
      assertThat(grpc(address + "/odd"))
          .isEqualTo(CheckResult.critical("rpc error: code = NotFound desc = unknown service"));
    } finally {
      server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void isCriticalWhereNobodyAnswersGrpc() throws IOException {
    assertThat(grpc("127.0.0.1:" + closedPort()).output())
        .startsWith("rpc error: code = Unavailable desc = ")
        .contains("refused");
  }

  private static int closedPort() throws IOException {
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return gone.getLocalPort();
    }
  }

  private static CheckResult h2ping(String address, Duration timeout) {
    return new H2PingProbe(address, timeout, Optional.empty(), "").run();
  }

  @Test
  void pingsOverHttp2() throws Exception {
    Server server = health();
    try {
      assertThat(h2ping("127.0.0.1:" + server.getPort(), TIMEOUT))
          .isEqualTo(CheckResult.passing("HTTP2 ping was successful"));
    } finally {
      server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void isCriticalWhereNobodyAnswersAPing() throws IOException {
    String closed = "127.0.0.1:" + closedPort();
    assertThat(h2ping(closed, TIMEOUT))
        .isEqualTo(
            CheckResult.critical(
                "Failed to dial to "
                    + closed
                    + ": dial tcp "
                    + closed
                    + ": connect: connection refused"));
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(h2ping("127.0.0.1:" + silent.getLocalPort(), Duration.ofMillis(200)))
          .isEqualTo(CheckResult.critical("HTTP2 ping failed: context deadline exceeded"));
    }
  }
}
