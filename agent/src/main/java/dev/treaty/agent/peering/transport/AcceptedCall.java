package dev.treaty.agent.peering.transport;

import dev.treaty.agent.peering.stream.Admission;
import dev.treaty.agent.peering.stream.OpenRequest;
import dev.treaty.agent.peering.stream.PeerStream;
import dev.treaty.agent.peering.stream.PeeringRef;
import dev.treaty.agent.peering.stream.StreamEnd;
import dev.treaty.agent.peering.stream.Wire;
import dev.treaty.agent.wire.peerstream.ReplicationMessage;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call of {@code StreamResources} at our port: judges the first message, then feeds a {@link
 * StreamRunner}.
 *
 * <p>gRPC calls it from one thread at a time; everything is handed to the stream's executor.
 */
final class AcceptedCall implements StreamObserver<ReplicationMessage>, Connection {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptedCall.class);
  private static final long FIRST_MESSAGE_SECONDS = 15;

  private final LiveStreams streams;
  private final ServerCallStreamObserver<ReplicationMessage> call;
  private final SerialExecutor serial = new SerialExecutor();
  // Both confined to the serial executor.
  private Optional<StreamRunner> runner = Optional.empty();
  private boolean over;
  private final ScheduledFuture<?> expectation;

  AcceptedCall(LiveStreams streams, ServerCallStreamObserver<ReplicationMessage> call) {
    this.streams = streams;
    this.call = call;
    call.disableAutoRequest();
    call.setOnReadyHandler(() -> serial.execute(() -> runner.ifPresent(StreamRunner::ready)));
    call.setOnCancelHandler(() -> failed("CANCELLED", "context canceled"));
    expectation =
        streams
            .timer()
            .schedule(
                () -> serial.execute(this::expectFirst), FIRST_MESSAGE_SECONDS, TimeUnit.SECONDS);
    call.request(1);
  }

  @Override
  public void onNext(ReplicationMessage message) {
    serial.execute(() -> {
      if (runner.isPresent()) {
        runner.get().received(message);
      } else if (!over) {
        first(message);
      }
    });
  }

  @Override
  public void onError(Throwable failure) {
    io.grpc.Status status = io.grpc.Status.fromThrowable(failure);
    failed(status.getCode().name(), Optional.ofNullable(status.getDescription()).orElse(""));
  }

  @Override
  public void onCompleted() {
    serial.execute(() -> {
      if (runner.isPresent()) {
        runner.get().inputEnded();
      } else {
        refuse(
            Statuses.of(
                Code.INVALID_ARGUMENT, "first message when initiating a peering must be: Open"));
      }
    });
  }

  private void failed(String code, String message) {
    serial.execute(() -> {
      over = true;
      expectation.cancel(false);
      runner.ifPresent(r -> r.inputFailed(code, message));
    });
  }

  private void expectFirst() {
    if (runner.isEmpty()) {
      refuse(Statuses.of(Code.DEADLINE_EXCEEDED, "no first message came"));
    }
  }

  private void first(ReplicationMessage message) {
    expectation.cancel(false);
    Optional<OpenRequest> open = Wire.readOpen(message);
    if (open.isEmpty()) {
      refuse(
          Statuses.of(
              Code.INVALID_ARGUMENT, "first message when initiating a peering must be: Open"));
    } else if (open.get().peerId().isEmpty()) {
      refuse(
          Statuses.of(Code.INVALID_ARGUMENT, "initial subscription request must specify a PeerID"));
    } else {
      judge(open.get(), message);
    }
  }

  private void judge(OpenRequest open, ReplicationMessage message) {
    Admission admission;
    try {
      admission = streams.backend().admit(open);
    } catch (RuntimeException e) {
      LOG.error("a peer stream could not be judged", e);
      admission = new Admission.Unreadable();
    }
    if (admission instanceof Admission.Admitted admitted) {
      admit(admitted, open, message);
    } else {
      if (admission instanceof Admission.Deleted) {
        call.onNext(Wire.terminated());
      }
      refuse(Statuses.refusal(admission, open.peerId()));
    }
  }

  private void admit(Admission.Admitted admitted, OpenRequest open, ReplicationMessage message) {
    PeeringRef peering = admitted.peering();
    PeerStream machine =
        PeerStream.acceptor(
            Wire.dialectOf(message), streams.before(peering.id()), streams.clock().instant());
    StreamRunner entering = new StreamRunner(peering, machine, this, streams, serial);
    switch (streams.enter(entering, admitted.promoted())) {
      case ENTERED -> {
        LOG.info("peering {}: the peer opened the stream", peering.name());
        runner = Optional.of(entering);
        entering.start(() -> {});
      }
      case OCCUPIED ->
          refuse(
              Statuses.of(
                  Code.UNKNOWN,
                  "failed to register stream: there is an active stream for the given PeerID \""
                      + open.peerId()
                      + "\""));
      case NOT_LEADING -> refuse(Statuses.notLeader(""));
      case CLOSED -> refuse(Statuses.of(Code.UNAVAILABLE, "the server ends the connection"));
    }
  }

  private void refuse(StatusRuntimeException status) {
    if (!over) {
      over = true;
      call.onError(status);
    }
  }

  @Override
  public void send(ReplicationMessage message) {
    if (!over) {
      call.onNext(message);
    }
  }

  @Override
  public boolean isReady() {
    return !over && call.isReady();
  }

  @Override
  public void requestNext() {
    call.request(1);
  }

  @Override
  public void halfClose() {
    throw new IllegalStateException("an acceptor ends its half with a status");
  }

  @Override
  public void close(StreamEnd end) {
    if (over) {
      return;
    }
    over = true;
    switch (end) {
      case StreamEnd.TerminatedByPeer t -> call.onCompleted();
      case StreamEnd.TerminatedByUs t -> call.onCompleted();
      case StreamEnd.Abandoned a ->
          call.onError(Statuses.of(Code.UNAVAILABLE, "the server ends the connection"));
      case StreamEnd.Broken broken -> call.onError(Statuses.of(broken));
    }
  }
}
