package dev.treaty.agent.peering.transport;

import dev.treaty.agent.peering.stream.PeeringRef;
import dev.treaty.agent.peering.stream.StreamEnd;
import dev.treaty.agent.peering.stream.StreamFacts;
import java.util.concurrent.CompletableFuture;

/** One running stream of one peering. Safe for any thread. */
public interface PeerSession {

  PeeringRef peering();

  /** What is known about this stream now. */
  StreamFacts facts();

  /** Completes once the stream is over and nothing more will be imported by it. Never fails. */
  CompletableFuture<StreamEnd> ended();

  /** Tells the peer that the peering is over, and ends the stream. */
  CompletableFuture<StreamEnd> terminate();

  /** Ends the stream without a word, so that the peer dials or waits. */
  CompletableFuture<StreamEnd> abandon();

  /** Ends the stream so that the peer looks for the server that leads now. */
  CompletableFuture<StreamEnd> resign();
}
