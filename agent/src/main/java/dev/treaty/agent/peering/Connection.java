package dev.treaty.agent.peering;

import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.peering.stream.StreamEnd;
import dev.treaty.agent.peering.transport.DialTarget;
import dev.treaty.agent.peering.transport.PeerSession;
import dev.treaty.agent.peering.transport.PeeringDialer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dialer's side of one peering: dials its addresses in turn until a stream stands, and again
 * when it ends. All fields are guarded by {@code this}.
 */
final class Connection {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final String id;
  private final AgentContext context;
  private final PeeringDialer dialer;
  private final SecureRandom random;
  private final Consumer<Connection> forget;

  private Phase phase = Phase.NEW;
  private int turn;
  private int failures;
  private Optional<DialPlan> last = Optional.empty();
  private Instant dialedAt = Instant.EPOCH;
  private @Nullable ScheduledFuture<?> timer;
  private @Nullable PeerSession session;

  private enum Phase {
    NEW,
    WAITING,
    DIALED,
    CLOSED
  }

  Connection(
      String id,
      AgentContext context,
      PeeringDialer dialer,
      SecureRandom random,
      Consumer<Connection> forget) {
    this.id = id;
    this.context = context;
    this.dialer = dialer;
    this.random = random;
    this.forget = forget;
  }

  String id() {
    return id;
  }

  /** Starts, or looks at what is new; false if it is over and another one is needed. */
  synchronized boolean begin(Duration delay) {
    if (phase == Phase.NEW) {
      waitFor(delay);
    } else {
      newData();
    }
    return phase != Phase.CLOSED;
  }

  /** Something of some peering was written: another way is tried at once. */
  synchronized void newData() {
    Optional<DialPlan> now = plan();
    if (now.isEmpty()) {
      close();
    } else if (phase == Phase.WAITING && last.isPresent() && !now.equals(last)) {
      failures = 0;
      waitFor(Duration.ZERO);
    } else if (phase == Phase.DIALED
        && session != null
        && !now.map(DialPlan::peerId).equals(last.map(DialPlan::peerId))) {
      // Another peering on the other side: the stream to the one before is of no use.
      failures = 0;
      var unused = session.abandon();
    }
  }

  synchronized void close() {
    phase = Phase.CLOSED;
    if (timer != null) {
      timer.cancel(false);
    }
    forget.accept(this);
  }

  private Optional<DialPlan> plan() {
    return DialPlan.of(context.store().state(), id, context.datacenter());
  }

  private void waitFor(Duration delay) {
    phase = Phase.WAITING;
    if (timer != null) {
      timer.cancel(false);
    }
    try {
      timer =
          context
              .timers()
              .schedule(
                  () -> context.workers().execute(this::attempt),
                  delay.toNanos(),
                  TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      close(); // the agent stops
    }
  }

  private void attempt() {
    DialPlan plan;
    DialTarget to;
    synchronized (this) {
      if (phase != Phase.WAITING) {
        return;
      }
      Optional<DialPlan> now = plan();
      if (now.isEmpty()) {
        close();
        return;
      }
      plan = now.get();
      if (last.filter(before -> before.addresses().equals(plan.addresses())).isEmpty()) {
        turn = 0;
      }
      phase = Phase.DIALED;
      last = now;
      dialedAt = context.clock().instant();
      to = plan.target(turn++);
    }
    // Blocks until an older stream of the peering has ended.
    PeerSession dialed = dialer.dial(to, plan.ref(), plan.open());
    synchronized (this) {
      session = dialed;
      if (phase == Phase.DIALED) {
        newData(); // what came while we dialed found no session to end
      }
    }
    var unused = dialed.ended().thenAccept(end -> context.workers().execute(() -> ended(to, end)));
  }

  private synchronized void ended(DialTarget to, StreamEnd end) {
    session = null;
    if (phase == Phase.CLOSED) {
      return;
    }
    switch (end) {
      case StreamEnd.TerminatedByPeer() -> close();
      case StreamEnd.TerminatedByUs() -> close();
      case StreamEnd.Abandoned() -> waitFor(RetryPace.after(1, true, random));
      case StreamEnd.Broken broken -> {
        if (!context.clock().instant().isBefore(dialedAt.plus(RetryPace.HEALTHY))) {
          failures = 0;
        }
        failures++;
        // A dead server must not make us slow to find the one that leads: what counts is the round.
        int round = 1 + (failures - 1) / last.map(plan -> plan.addresses().size()).orElse(1);
        Duration pause = RetryPace.after(round, broken.isNotLeader(), random);
        LOG.info(
            "peering {}: {} could not be kept ({} {}), next attempt in {} ms",
            last.map(DialPlan::name).orElse(id),
            to.address(),
            broken.code(),
            broken.message(),
            pause.toMillis());
        waitFor(pause);
      }
    }
  }
}
