package dev.treaty.agent.peering.transport;

import dev.treaty.agent.peering.stream.StreamEnd;
import dev.treaty.agent.wire.peerstream.ReplicationMessage;

/** One end of the RPC under a stream, the same for both roles. Called by its stream only. */
interface Connection {

  /** Queues a message; harmless after the end. */
  void send(ReplicationMessage message);

  /** Whether another large message would leave soon rather than queue up. */
  boolean isReady();

  /** Asks for the next message of the peer. */
  void requestNext();

  /** Sends no more; only a dialer can. */
  void halfClose();

  /** Ends the RPC as the end deserves. */
  void close(StreamEnd end);
}
