package dev.treaty.agent.peering.transport;

import dev.treaty.agent.peering.stream.GrpcText;
import dev.treaty.agent.peering.stream.OpenRequest;
import dev.treaty.agent.peering.stream.PeerStream;
import dev.treaty.agent.peering.stream.PeeringRef;
import dev.treaty.agent.peering.stream.Secret;
import dev.treaty.agent.peering.stream.Wire;
import dev.treaty.agent.wire.peerstream.ExchangeSecretRequest;
import dev.treaty.agent.wire.peerstream.PeerStreamServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Calls the servers of peers. Each call names its target; retrying is the caller's affair. */
public final class PeeringDialer implements AutoCloseable {
  private final LiveStreams streams;
  private final DialerChannels channels = new DialerChannels();

  public PeeringDialer(LiveStreams streams) {
    this.streams = streams;
  }

  /** Trades a token's secret for a stream secret; blocks up to the timeout. */
  public ExchangeOutcome exchange(
      DialTarget target, String peerId, Secret establishmentSecret, Duration timeout) {
    ManagedChannel channel;
    try {
      channel = channels.to(target);
    } catch (BadTarget e) {
      return new ExchangeOutcome.Unreachable("INVALID_ARGUMENT", e.text());
    }
    try {
      String secret =
          PeerStreamServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS)
              .exchangeSecret(
                  ExchangeSecretRequest.newBuilder()
                      .setPeerID(peerId)
                      .setEstablishmentSecret(establishmentSecret.reveal())
                      .build())
              .getStreamSecret();
      return secret.isEmpty()
          ? new ExchangeOutcome.Unreachable("INTERNAL", "the acceptor answered an empty secret")
          : new ExchangeOutcome.Exchanged(Secret.of(secret));
    } catch (StatusRuntimeException e) {
      Status status = e.getStatus();
      String message = DialedCall.message(status);
      return status.getCode() == Status.Code.PERMISSION_DENIED
          ? new ExchangeOutcome.Refused(message)
          : new ExchangeOutcome.Unreachable(
              status.getCode().name(), GrpcText.of(status.getCode().name(), message));
    } finally {
      channel.shutdownNow();
    }
  }

  /**
   * Opens a stream. A connection that does not come about is a {@code Broken} end of the session.
   *
   * <p>A stream that still runs for this peering is abandoned first; waits for its end.
   */
  public PeerSession dial(DialTarget target, PeeringRef peering, OpenRequest open) {
    DialedCall call = new DialedCall();
    PeerStream machine =
        PeerStream.dialer(
            open.peerId(),
            streams.dialect(peering.id()),
            streams.before(peering.id()),
            streams.clock().instant());
    StreamRunner runner = new StreamRunner(peering, machine, call, streams, new SerialExecutor());
    if (streams.enter(runner, true) != LiveStreams.Entry.ENTERED) {
      var unused = runner.abandon();
      return runner;
    }
    runner.start(() -> {
      try {
        call.open(channels.to(target), runner, Wire.open(open));
      } catch (BadTarget e) {
        runner.inputFailed("INVALID_ARGUMENT", e.text());
      }
    });
    return runner;
  }

  @Override
  public void close() {
    channels.close();
  }
}
