package dev.treaty.agent.peering.transport;

import dev.treaty.agent.peering.stream.Shown;
import dev.treaty.agent.peering.stream.StreamEnd;
import dev.treaty.agent.wire.peerstream.PeerStreamServiceGrpc;
import dev.treaty.agent.wire.peerstream.ReplicationMessage;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.Optional;

/** Our call of {@code StreamResources} at a peer. Used by one stream only, once. */
final class DialedCall implements Connection {
  private static final int SHOWN = 1_000;

  private Optional<ClientCallStreamObserver<ReplicationMessage>> call = Optional.empty();
  private Optional<ManagedChannel> channel = Optional.empty();
  private boolean halfClosed;

  /** Starts the call and queues the first message; called before the stream starts. */
  void open(ManagedChannel to, StreamRunner runner, ReplicationMessage first) {
    channel = Optional.of(to);
    var unused = PeerStreamServiceGrpc.newStub(to).streamResources(new Responses(runner));
    call.orElseThrow().onNext(first);
  }

  /** What a status says, with its cause, on one line. */
  static String message(Status status) {
    // gRPC says "io exception" and lists its pipeline; the reason is one level down.
    String said =
        Optional.ofNullable(status.getDescription())
            .flatMap(text -> text.lines().findFirst())
            .orElse("");
    String message =
        Optional.ofNullable(status.getCause())
            .map(Throwable::getMessage)
            .map(cause -> said.isEmpty() ? cause : said + ": " + cause)
            .orElse(said);
    return Shown.of(message, SHOWN);
  }

  @Override
  public void send(ReplicationMessage message) {
    if (!halfClosed) {
      call.ifPresent(c -> c.onNext(message));
    }
  }

  @Override
  public boolean isReady() {
    return !halfClosed && call.filter(ClientCallStreamObserver::isReady).isPresent();
  }

  @Override
  public void requestNext() {
    call.ifPresent(c -> c.request(1));
  }

  @Override
  public void halfClose() {
    if (!halfClosed) {
      halfClosed = true;
      call.ifPresent(ClientCallStreamObserver::onCompleted);
    }
  }

  @Override
  public void close(StreamEnd end) {
    halfClosed = true;
    // Harmless when the call is over; otherwise the acceptor sees a broken stream, never an orderly
    // end that was not announced.
    call.ifPresent(c -> c.cancel("the stream ended", null));
    channel.ifPresent(ManagedChannel::shutdown);
  }

  private final class Responses
      implements ClientResponseObserver<ReplicationMessage, ReplicationMessage> {
    private final StreamRunner runner;

    Responses(StreamRunner runner) {
      this.runner = runner;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ReplicationMessage> requests) {
      call = Optional.of(requests);
      requests.disableAutoRequestWithInitial(0);
      requests.setOnReadyHandler(runner::ready);
    }

    @Override
    public void onNext(ReplicationMessage message) {
      runner.received(message);
    }

    @Override
    public void onError(Throwable failure) {
      Status status = Status.fromThrowable(failure);
      runner.inputFailed(status.getCode().name(), message(status));
    }

    @Override
    public void onCompleted() {
      runner.inputEnded();
    }
  }
}
