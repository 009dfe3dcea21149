package dev.treaty.agent.peering.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.treaty.agent.peering.stream.OpenRequest;
import dev.treaty.agent.peering.stream.RemoteCluster;
import dev.treaty.agent.peering.stream.Secret;
import dev.treaty.agent.peering.stream.StreamEnd;
import dev.treaty.agent.wire.peerstream.PeerStreamServiceGrpc;
import dev.treaty.agent.wire.peerstream.ReplicationMessage;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dialer of ours before an acceptor like Consul 1.13: in clear, and without service lists. */
final class OldConsulTest {
  private final MemoryBackend backend = new MemoryBackend("old");
  private final LiveStreams streams = new LiveStreams(backend, InstantSource.system());
  private final PeeringDialer dialer = new PeeringDialer(streams);
  private final OldAcceptor acceptor = new OldAcceptor();
  private Server server;

  /** Ends a stream at the first subscription it does not know. */
  private static final class OldAcceptor extends PeerStreamServiceGrpc.PeerStreamServiceImplBase {
    final Queue<String> subscriptions = new ConcurrentLinkedQueue<>();

    @Override
    public StreamObserver<ReplicationMessage> streamResources(
        StreamObserver<ReplicationMessage> responses) {
      subscriptions.clear();
      return new StreamObserver<>() {
        @Override
        public void onNext(ReplicationMessage message) {
          String url = message.getRequest().getResourceURL();
          if (url.endsWith("ExportedServiceList")) {
            responses.onError(
                Status.INVALID_ARGUMENT
                    .withDescription("subscription request to unknown resource URL: " + url)
                    .asRuntimeException());
          } else if (message.hasRequest()) {
            subscriptions.add(url.substring(url.lastIndexOf('.') + 1));
          }
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
      };
    }
  }

  @BeforeEach
  void start() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .addService(acceptor)
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    streams.close();
    dialer.close();
    server.shutdownNow();
  }

  private PeerSession dial() {
    return dialer.dial(
        new DialTarget("127.0.0.1:" + server.getPort(), "", List.of()),
        backend.peering,
        new OpenRequest("peer-1", Secret.of("s"), RemoteCluster.UNKNOWN));
  }

  @Test
  void speaksMoreSimplyAfterASubscriptionWasRefused() {
    StreamEnd first = dial().ended().orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(((StreamEnd.Broken) first).code()).isEqualTo("INVALID_ARGUMENT");

    PeerSession second = dial();

    await()
        .untilAsserted(() ->
            assertThat(acceptor.subscriptions)
                .containsExactly(
                    "ExportedService", "PeeringTrustBundle", "PeeringServerAddresses"));
    assertThat(second.ended()).isNotDone();
  }
}
