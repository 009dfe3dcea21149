package dev.treaty.agent.http;

import java.nio.file.Path;
import java.util.Optional;

/** Where the HTTP API listens. */
public sealed interface Listen {

  /**
   * A TCP port.
   *
   * @param port 0 picks a free one
   */
  record Tcp(String host, int port, Optional<ServerTls> tls) implements Listen {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** Where other agents of the cluster call. */
  record Peers(String host, int port, PeerTls tls) implements Listen {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** A Unix socket. */
  record Unix(Path path) implements Listen {}
}
