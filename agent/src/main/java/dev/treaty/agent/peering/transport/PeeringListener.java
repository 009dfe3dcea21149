package dev.treaty.agent.peering.transport;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** The TLS port at which peers dial us. Answers to our own server name only. */
public final class PeeringListener implements AutoCloseable {
  private final int port;

  private PeeringListener(int port) {
    this.port = port;
  }

  /**
   * Binds and serves.
   *
   * @param port 0 for any free one
   * @param identity asked at every handshake, so a new certificate needs no restart; while it is
   *     empty every handshake fails
   */
  public static PeeringListener start(
      String bindAddress,
      int port,
      Supplier<Optional<ServerIdentity>> identity,
      LiveStreams streams)
      throws IOException {
    throw new IOException("not there yet: " + bindAddress + ":" + port + identity + streams);
  }

  /** The port that was bound. */
  public int port() {
    return port;
  }

  @Override
  public void close() {}
}
