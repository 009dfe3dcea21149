package dev.treaty.agent.peering.transport;

import dev.treaty.agent.peering.stream.OpenRequest;
import dev.treaty.agent.peering.stream.PeeringRef;
import dev.treaty.agent.peering.stream.Secret;
import java.time.Duration;

/** Calls the servers of peers. Each call names its target; retrying is the caller's affair. */
public final class PeeringDialer implements AutoCloseable {
  private final LiveStreams streams;

  public PeeringDialer(LiveStreams streams) {
    this.streams = streams;
  }

  /** Trades a token's secret for a stream secret; blocks up to the timeout. */
  public ExchangeOutcome exchange(
      DialTarget target, String peerId, Secret establishmentSecret, Duration timeout) {
    throw new UnsupportedOperationException(streams.toString());
  }

  /**
   * Opens a stream. Returns at once; a connection that does not come about is a {@code Broken} end.
   *
   * <p>A stream that still runs for this peering is abandoned first.
   */
  public PeerSession dial(DialTarget target, PeeringRef peering, OpenRequest open) {
    throw new UnsupportedOperationException(streams.toString());
  }

  @Override
  public void close() {}
}
