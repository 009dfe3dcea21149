package dev.treaty.agent.peering;

import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.peering.stream.OpenRequest;
import dev.treaty.agent.peering.stream.PeeringRef;
import dev.treaty.agent.peering.stream.RemoteCluster;
import dev.treaty.agent.peering.stream.Secret;
import dev.treaty.agent.peering.stream.StreamEnd;
import dev.treaty.agent.peering.transport.DialTarget;
import dev.treaty.agent.peering.transport.PeerSession;
import dev.treaty.agent.peering.transport.PeeringDialer;
import dev.treaty.agent.store.Tables;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
  private final Consumer<String> forget;

  private State phase = State.NEW;
  private int turn;
  private int failures;
  private Target last = Target.NONE;
  private Instant dialedAt = Instant.EPOCH;
  private @Nullable ScheduledFuture<?> timer;
  private @Nullable PeerSession session;

  private enum State {
    NEW,
    WAITING,
    DIALED,
    CLOSED
  }

  /** What a dial is made of; a change of it is worth a new attempt. */
  private record Target(
      String name,
      String peerId,
      String serverName,
      List<String> caPems,
      List<String> addresses,
      String secretDigest) {
    static final Target NONE = new Target("", "", "", List.of(), List.of(), "");
  }

  Connection(
      String id,
      AgentContext context,
      PeeringDialer dialer,
      SecureRandom random,
      Consumer<String> forget) {
    this.id = id;
    this.context = context;
    this.dialer = dialer;
    this.random = random;
    this.forget = forget;
  }

  /** Whether there is anything to dial, and anything to show there. */
  static boolean isDue(Tables tables, PeeringRow row) {
    return row.isLive()
        && row.isDialer()
        && !PeeringRows.secrets(tables, row.id()).dialing().isEmpty();
  }

  /** Starts, or after a new token for the same name, starts anew if it names another peer. */
  synchronized void begin(Duration delay) {
    if (phase == State.NEW) {
      waitFor(delay);
    } else {
      newData();
    }
  }

  /** Something of the peering was written. */
  synchronized void newData() {
    Target now = target(context.store().state());
    if (phase == State.WAITING && !now.equals(last) && !last.equals(Target.NONE)) {
      failures = 0;
      waitFor(Duration.ZERO);
    } else if (phase == State.DIALED && !now.peerId().equals(last.peerId()) && session != null) {
      // Another peering on the other side: the stream to the one before is of no use.
      failures = 0;
      var unused = session.abandon();
    }
  }

  synchronized void close() {
    phase = State.CLOSED;
    if (timer != null) {
      timer.cancel(false);
    }
    forget.accept(id);
  }

  private void waitFor(Duration delay) {
    phase = State.WAITING;
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
      phase = State.CLOSED; // the agent stops
    }
  }

  private Target target(Tables tables) {
    return PeeringRows.liveById(tables, id)
        .map(row ->
            new Target(
                row.name(),
                row.peerId(),
                row.peerServerName(),
                row.peerCaPems(),
                row.dialAddresses(),
                SecretDigest.of(Secret.of(PeeringRows.secrets(tables, id).dialing()))))
        .orElse(Target.NONE);
  }

  private void attempt() {
    Tables tables = context.store().state();
    Optional<PeeringRow> row = PeeringRows.byId(tables, id).filter(found -> isDue(tables, found));
    if (row.isEmpty()) {
      close();
      return;
    }
    Target target = target(tables);
    DialTarget to;
    synchronized (this) {
      if (phase != State.WAITING) {
        return;
      }
      phase = State.DIALED;
      if (!target.addresses().equals(last.addresses())) {
        turn = 0;
      }
      last = target;
      dialedAt = context.clock().instant();
      String address = target.addresses().get(turn++ % target.addresses().size());
      to = new DialTarget(address, target.serverName(), target.caPems());
    }
    OpenRequest open =
        new OpenRequest(
            row.get().peerId(),
            Secret.of(PeeringRows.secrets(tables, id).dialing()),
            new RemoteCluster(
                row.get().partition().equals("default") ? "" : row.get().partition(),
                context.datacenter(),
                Optional.empty()));
    PeerSession dialed = dialer.dial(to, new PeeringRef(id, row.get().name()), open);
    synchronized (this) {
      session = dialed;
    }
    var unused = dialed.ended().thenAccept(end -> context.workers().execute(() -> ended(to, end)));
  }

  private synchronized void ended(DialTarget to, StreamEnd end) {
    session = null;
    if (phase == State.CLOSED) {
      return;
    }
    switch (end) {
      case StreamEnd.TerminatedByPeer() -> close();
      case StreamEnd.TerminatedByUs() -> close();
      case StreamEnd.Abandoned() -> waitFor(Duration.ZERO);
      case StreamEnd.Broken broken -> {
        if (!context.clock().instant().isBefore(dialedAt.plus(RetryPace.HEALTHY))) {
          failures = 0;
        }
        failures++;
        Duration pause = RetryPace.after(failures, broken.isNotLeader(), random);
        LOG.info(
            "peering {}: {} could not be kept ({} {}), next attempt in {} ms",
            last.name(),
            to.address(),
            broken.code(),
            broken.message(),
            pause.toMillis());
        waitFor(pause);
      }
    }
  }
}
