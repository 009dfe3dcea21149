package dev.treaty.agent.peering.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.peering.stream.Admission;
import dev.treaty.agent.peering.stream.OpenRequest;
import dev.treaty.agent.peering.stream.RemoteCluster;
import dev.treaty.agent.peering.stream.Secret;
import dev.treaty.agent.peering.stream.Wire;
import dev.treaty.agent.wire.peerstream.LeaderAddress;
import dev.treaty.agent.wire.peerstream.PeerStreamServiceGrpc;
import dev.treaty.agent.wire.peerstream.ReplicationMessage;
import dev.treaty.agent.wire.rpc.Status;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each refusal of an acceptor, as it stands on the wire. */
final class AcceptorStatusTest {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private TestCluster acceptor;
  private DialerChannels channels;
  private ManagedChannel channel;
  private final List<ReplicationMessage> received = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void start() throws Exception {
    acceptor = new TestCluster("dc1", "east");
    channels = new DialerChannels();
    channel = channels.to(acceptor.target());
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    channels.close();
    acceptor.close();
  }

  private StatusRuntimeException refusal(ReplicationMessage first) {
    CompletableFuture<StatusRuntimeException> end = new CompletableFuture<>();
    StreamObserver<ReplicationMessage> call =
        PeerStreamServiceGrpc.newStub(channel)
            .streamResources(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ReplicationMessage message) {
                    received.add(message);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    end.complete((StatusRuntimeException) failure);
                  }

                  @Override
                  public void onCompleted() {
                    end.completeExceptionally(new AssertionError("it ended with OK"));
                  }
                });
    call.onNext(first);
    return end.orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static ReplicationMessage open(String peerId) {
    return Wire.open(new OpenRequest(peerId, Secret.of("s"), RemoteCluster.UNKNOWN));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(new Admission.Unreadable(), "INTERNAL: failed to find PeerID: p"),
        Arguments.of(
            new Admission.UnknownPeering(),
            "INVALID_ARGUMENT: initial subscription for unknown PeerID: p"),
        Arguments.of(new Admission.Deleted(), "ABORTED: peering is marked as deleted: p"),
        Arguments.of(new Admission.Terminated(), "ABORTED: peering is marked as deleted: p"),
        Arguments.of(
            new Admission.NoSecret(),
            "INTERNAL: unable to authorize connection, peering must be re-established"),
        Arguments.of(
            new Admission.WrongSecret(), "PERMISSION_DENIED: invalid peering stream secret"),
        Arguments.of(
            new Admission.NotPersisted("disk full"),
            "INTERNAL: failed to persist peering: disk full"),
        Arguments.of(
            new Admission.WrongEnd(),
            "INVALID_ARGUMENT: expected PeerID to be empty; the wrong end of peering is being"
                + " dialed"),
        Arguments.of(new Admission.NotReady(), "UNAVAILABLE: Connect CA is not yet initialized"),
        Arguments.of(
            new Admission.NotLeader("10.0.0.2:8300"),
            "FAILED_PRECONDITION: cannot establish a peering stream on a follower node"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesInTheWordsOfConsul(Admission admission, String status) {
    acceptor.backend.refuse(admission);

    StatusRuntimeException refusal = refusal(open("p"));

    assertThat(refusal.getStatus().getCode() + ": " + refusal.getStatus().getDescription())
        .isEqualTo(status);
    assertThat(received)
        .hasSize(admission instanceof Admission.Deleted ? 1 : 0)
        .allMatch(ReplicationMessage::hasTerminated);
  }

  @Test
  void namesTheLeaderInTheDetails() throws Exception {
    acceptor.backend.refuse(new Admission.NotLeader("10.0.0.2:8300"));

    Metadata trailers = refusal(open("p")).getTrailers();

    Status details = Status.parseFrom(trailers.get(DETAILS));
    assertThat(details.getCode()).isEqualTo(9);
    assertThat(details.getDetails(0).unpack(LeaderAddress.class).getAddress())
        .isEqualTo("10.0.0.2:8300");
  }

  @Test
  void refusesAFirstMessageThatIsNoOpen() {
    assertThat(refusal(Wire.terminated()).getStatus().toString())
        .contains("INVALID_ARGUMENT")
        .contains("first message when initiating a peering must be: Open");
  }

  @Test
  void refusesAnOpenWithoutAPeerId() {
    assertThat(refusal(open("")).getStatus().toString())
        .contains("INVALID_ARGUMENT")
        .contains("initial subscription request must specify a PeerID");
  }

  @Test
  void offersNothingButThePeerStream() {
    assertThat(acceptor.listener.serviceNames())
        .containsExactly("hashicorp.consul.internal.peerstream.PeerStreamService");
  }
}
