package dev.treaty.agent.peering.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.peering.stream.Dialect;
import dev.treaty.agent.peering.stream.PeerStream;
import dev.treaty.agent.peering.stream.StreamEnd;
import dev.treaty.agent.peering.stream.StreamFacts;
import dev.treaty.agent.peering.stream.StreamLimits;
import dev.treaty.agent.wire.peerstream.ReplicationMessage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a stream does when its connection misbehaves. */
final class StreamRunnerTest {
  private final MemoryBackend backend = new MemoryBackend("west");
  private final LiveStreams streams = new LiveStreams(backend, InstantSource.fixed(Instant.EPOCH));

  @AfterEach
  void close() {
    streams.close();
  }

  /** Takes what it is given; its peer reads, or does not. */
  private static class Pipe implements Connection {
    private final boolean isRead;

    Pipe(boolean isRead) {
      this.isRead = isRead;
    }

    @Override
    public void send(ReplicationMessage message) {}

    @Override
    public boolean isReady() {
      return isRead;
    }

    @Override
    public void requestNext() {}

    @Override
    public void halfClose() {}

    @Override
    public void close(StreamEnd end) {}
  }

  private StreamRunner enter(Connection connection) {
    PeerStream machine = PeerStream.acceptor(Dialect.CURRENT, StreamFacts.NONE, Instant.EPOCH);
    StreamRunner runner =
        new StreamRunner(backend.peering, machine, connection, streams, new SerialExecutor());
    assertThat(streams.enter(runner, false)).isEqualTo(LiveStreams.Entry.ENTERED);
    runner.start(() -> {});
    return runner;
  }

  /** Something that is answered with a refusal. */
  private static ReplicationMessage nonsense() {
    return ReplicationMessage.newBuilder()
        .setResponse(
            ReplicationMessage.Response.newBuilder().setNonce("1").setResourceURL("no-such-thing"))
        .build();
  }

  @Test
  void endsAPeerThatGoesOnSendingAndNeverReads() throws Exception {
    StreamRunner runner = enter(new Pipe(false));
    for (int i = 0; i <= StreamLimits.UNREAD; i++) {
      runner.received(nonsense());
    }
    StreamEnd end = runner.ended().get(20, TimeUnit.SECONDS);
    assertThat(end)
        .isEqualTo(
            new StreamEnd.Broken(
                "RESOURCE_EXHAUSTED",
                "unexpected error receiving from the stream: rpc error: code = ResourceExhausted"
                    + " desc = the peer does not read our answers"));
  }

  @Test
  void keepsAPeerThatReads() throws Exception {
    StreamRunner runner = enter(new Pipe(true));
    for (int i = 0; i <= StreamLimits.UNREAD; i++) {
      runner.received(nonsense());
    }
    assertThat(runner.abandon().get(20, TimeUnit.SECONDS)).isEqualTo(new StreamEnd.Abandoned());
  }

  @Test
  void leavesItsPlaceEvenWhenTheConnectionCannotBeClosed() throws Exception {
    StreamRunner runner =
        enter(
            new Pipe(true) {
              @Override
              public void close(StreamEnd end) {
                throw new IllegalStateException("on purpose");
              }
            });
    assertThat(runner.abandon().get(20, TimeUnit.SECONDS)).isEqualTo(new StreamEnd.Abandoned());
    assertThat(streams.session(backend.peering.id())).isEmpty();
  }
}
