package dev.treaty.agent.peering.transport;

import dev.treaty.agent.peering.stream.Dialect;
import dev.treaty.agent.peering.stream.GrpcText;
import dev.treaty.agent.peering.stream.StreamBackend;
import dev.treaty.agent.peering.stream.StreamEnd;
import dev.treaty.agent.peering.stream.StreamFacts;
import dev.treaty.agent.peering.stream.StreamLimits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every stream of this agent, of both roles: at most one for a peering.
 *
 * <p>Also remembers the facts of the last stream after it ended, until told to forget. Safe for any
 * thread.
 */
public final class LiveStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);

  // A living peer sends a heartbeat in this time; one that was silent longer may be gone.
  private static final Duration SURELY_ALIVE = StreamLimits.HEARTBEAT.plusSeconds(5);

  private final StreamBackend backend;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor timer;
  private final Map<String, StreamRunner> running = new ConcurrentHashMap<>();
  private final Map<String, StreamFacts> past = new ConcurrentHashMap<>();
  private final Map<String, Dialect> dialects = new ConcurrentHashMap<>();
  private volatile boolean closed;
  private volatile boolean leading = true;

  public LiveStreams(StreamBackend backend, InstantSource clock) {
    this.backend = backend;
    this.clock = clock;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("peer-stream-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /** How many streams run. */
  public int size() {
    return running.size();
  }

  /** What is known of the running or the last stream; empty if there was none since the start. */
  public Optional<StreamFacts> facts(String peeringId) {
    StreamRunner runner = running.get(peeringId);
    return runner != null ? Optional.of(runner.facts()) : Optional.ofNullable(past.get(peeringId));
  }

  /** The stream that runs now. */
  public Optional<PeerSession> session(String peeringId) {
    return Optional.ofNullable(running.get(peeringId));
  }

  /** Tells the peer, if a stream runs, that the peering is over; completes when that is done. */
  public CompletableFuture<Void> terminate(String peeringId) {
    return session(peeringId)
        .map(session -> session.terminate().<Void>thenApply(end -> null))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /** Drops what is remembered about a peering whose row is gone. */
  public void forget(String peeringId) {
    past.remove(peeringId);
    dialects.remove(peeringId);
  }

  /**
   * Ends all streams, of which another server has the next; what is known of them is its affair.
   */
  public void resign() {
    leading = false;
    running
        .values()
        .forEach(runner -> {
          var unused = runner.resign();
        });
    past.clear();
  }

  /** Ends all streams: what they have told and heard is no longer what the state holds. */
  public void restart() {
    running
        .values()
        .forEach(runner -> {
          var unused = runner.abandon();
        });
    past.clear();
  }

  /** Takes streams again. */
  public void resume() {
    leading = true;
  }

  /** Abandons all streams and waits for their ends. */
  @Override
  public void close() {
    closed = true;
    List<CompletableFuture<StreamEnd>> ends = new ArrayList<>();
    running.values().forEach(runner -> ends.add(runner.abandon()));
    CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
    timer.shutdownNow();
  }

  /** Whether a stream became the one of its peering. */
  enum Entry {
    ENTERED,
    /** The one that runs is surely alive and stays untouched. */
    OCCUPIED,
    /** Another server has the streams. */
    NOT_LEADING,
    CLOSED
  }

  /**
   * Makes a stream the one of its peering, and ends another that still runs.
   *
   * @param byForce also when the other is surely alive
   */
  Entry enter(StreamRunner runner, boolean byForce) {
    String id = runner.peering().id();
    while (!closed) {
      if (!leading) {
        return Entry.NOT_LEADING;
      }
      StreamRunner other = running.putIfAbsent(id, runner);
      if (other == null) {
        if (closed) {
          // Too late for close() to have seen it.
          var unused = runner.abandon();
        } else if (!leading) {
          var unused = runner.resign();
        }
        return Entry.ENTERED;
      }
      if (!byForce && clock.instant().isBefore(other.lastSign().plus(SURELY_ALIVE))) {
        return Entry.OCCUPIED;
      }
      // Nothing of the old stream may be stored after something of the new one.
      other.abandon().join();
      running.remove(id, other);
    }
    return Entry.CLOSED;
  }

  /** Takes notice of an end, before anybody who waits for it. */
  void left(StreamRunner runner, StreamEnd end) {
    String id = runner.peering().id();
    if (running.get(id) != runner) {
      return;
    }
    if (isTooModern(end)) {
      dialects.put(id, dialect(id).simpler());
    }
    if (leading) {
      past.put(id, runner.facts());
    }
    running.remove(id, runner);
    LOG.info("peering {}: the stream ended: {}", runner.peering().name(), end);
  }

  StreamFacts before(String peeringId) {
    return facts(peeringId).orElse(StreamFacts.NONE);
  }

  Dialect dialect(String peeringId) {
    return dialects.getOrDefault(peeringId, Dialect.CURRENT);
  }

  // A peer of an older generation ends the stream at a subscription it does not know.
  private static boolean isTooModern(StreamEnd end) {
    return end instanceof StreamEnd.Broken broken
        && broken
            .message()
            .contains(
                GrpcText.of("INVALID_ARGUMENT", "subscription request to unknown resource URL: "));
  }

  StreamBackend backend() {
    return backend;
  }

  InstantSource clock() {
    return clock;
  }

  ScheduledThreadPoolExecutor timer() {
    return timer;
  }
}
