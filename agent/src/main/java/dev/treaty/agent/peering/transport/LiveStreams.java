package dev.treaty.agent.peering.transport;

import dev.treaty.agent.peering.stream.StreamBackend;
import dev.treaty.agent.peering.stream.StreamFacts;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every stream of this agent, of both roles: at most one for a peering.
 *
 * <p>Also remembers the facts of the last stream after it ended, until told to forget. Safe for any
 * thread.
 */
public final class LiveStreams implements AutoCloseable {
  private final StreamBackend backend;
  private final InstantSource clock;
  private final Map<String, PeerSession> sessions = new ConcurrentHashMap<>();

  public LiveStreams(StreamBackend backend, InstantSource clock) {
    this.backend = backend;
    this.clock = clock;
  }

  /** What is known of the running or the last stream; empty if there was none since the start. */
  public Optional<StreamFacts> facts(String peeringId) {
    return session(peeringId).map(PeerSession::facts);
  }

  /** The stream that runs now. */
  public Optional<PeerSession> session(String peeringId) {
    return Optional.ofNullable(sessions.get(peeringId));
  }

  /** Drops what is remembered about a peering whose row is gone. */
  public void forget(String peeringId) {
    sessions.remove(peeringId);
  }

  StreamBackend backend() {
    return backend;
  }

  InstantSource clock() {
    return clock;
  }

  /** Abandons all streams. */
  @Override
  public void close() {
    sessions.values().forEach(PeerSession::abandon);
  }
}
