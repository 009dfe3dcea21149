package dev.treaty.agent.peering;

import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.peering.transport.LiveStreams;
import dev.treaty.agent.peering.transport.PeeringDialer;
import dev.treaty.agent.store.State;
import dev.treaty.agent.store.StoreUnavailableException;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.Subscription;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends peerings at our own wish: marks, tells the peer, cleans up. */
final class Deletion implements AutoCloseable {

  /** A peer that does not take our farewell in this time is not waited for. */
  private static final long FAREWELL_SECONDS = 2;

  private static final long RETRY_SECONDS = 1;

  private static final Logger LOG = LoggerFactory.getLogger(Deletion.class);

  private final AgentContext context;
  private final LiveStreams streams;
  private final PeeringDialer dialer;
  // Used by the store's notifier only, which never runs twice at once.
  private final Set<String> standing = new HashSet<>();
  private volatile boolean closed;
  private volatile Subscription subscription = Subscription.NONE;

  Deletion(AgentContext context, LiveStreams streams, PeeringDialer dialer) {
    this.context = context;
    this.streams = streams;
    this.dialer = dialer;
  }

  /** Finishes what the agent had begun when it stopped, and follows what goes from now on. */
  void start() {
    closed = false;
    subscription.close();
    subscription = context.store().onChange(this::forgetWhatIsGone, PeeringRow.TABLE);
    context.store().state().table(PeeringRow.TABLE).all().stream()
        .map(Stored::row)
        .filter(row -> row.state() == PeeringState.DELETING)
        .forEach(row -> finish(row.id(), Optional.empty()));
  }

  /** Marks a peering; the rest follows by itself. Of no effect where there is none. */
  void delete(String partition, String name) {
    Optional<DialPlan> way =
        PeeringRows.byName(context.store().state(), partition, name)
            .flatMap(row -> DialPlan.of(context.store().state(), row.id(), context.datacenter()));
    String id = context.store().propose(new DeletePeering.Begin(partition, name));
    if (!id.isEmpty()) {
      finish(id, way.filter(plan -> plan.id().equals(id)));
    }
  }

  /**
   * Says farewell, over the stream that stands or, where none does, over one of its own; then
   * cleans up.
   */
  private void finish(String id, Optional<DialPlan> way) {
    if (streams.session(id).isEmpty()) {
      way.ifPresent(plan -> dialer.dial(plan.target(0), plan.ref(), plan.open()));
    }
    var unused =
        streams
            .terminate(id)
            .orTimeout(FAREWELL_SECONDS, TimeUnit.SECONDS)
            .whenComplete((done, failure) -> context.workers().execute(() -> remove(id)));
  }

  private void remove(String id) {
    try {
      context.store().propose(new DeletePeering.Finish(id));
    } catch (StoreUnavailableException e) {
      // A full disk, say: what is marked must go as soon as it can, not at the next start.
      LOG.warn("a deleted peering could not be removed yet: {}", e.getMessage());
      if (!closed) {
        var unused =
            context
                .timers()
                .schedule(
                    () -> context.workers().execute(() -> remove(id)),
                    RETRY_SECONDS,
                    TimeUnit.SECONDS);
      }
    }
  }

  /** A stream whose peering is gone, however that came, must not linger. */
  private void forgetWhatIsGone() {
    State state = context.store().state();
    Set<String> now = new HashSet<>();
    state.table(PeeringRow.TABLE).all().forEach(stored -> now.add(stored.row().id()));
    for (String id : standing) {
      if (!now.contains(id)) {
        var unused = streams.terminate(id).thenRun(() -> streams.forget(id));
      }
    }
    standing.clear();
    standing.addAll(now);
  }

  /** Leaves what is marked to another server. */
  void stop() {
    closed = true;
    subscription.close();
  }

  @Override
  public void close() {
    stop();
  }
}
