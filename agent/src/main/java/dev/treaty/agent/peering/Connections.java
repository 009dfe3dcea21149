package dev.treaty.agent.peering;

import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.peering.transport.PeeringDialer;
import dev.treaty.agent.store.State;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.Subscription;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps one connection for every peering in which this side dials, for as long as it stands. */
final class Connections implements AutoCloseable {

  private final AgentContext context;
  private final PeeringDialer dialer;
  private final SecureRandom random;
  private final Map<String, Connection> connections = new ConcurrentHashMap<>();
  private volatile Subscription subscription = Subscription.NONE;
  private volatile boolean closed;

  Connections(AgentContext context, PeeringDialer dialer, SecureRandom random) {
    this.context = context;
    this.dialer = dialer;
    this.random = random;
  }

  /** Dials every peering that was established before the agent stopped. */
  void start() {
    closed = false;
    subscription.close();
    subscription =
        context
            .store()
            .onChange(
                () -> connections.values().forEach(Connection::newData),
                PeeringRow.TABLE,
                SecretsRow.TABLE);
    State state = context.store().state();
    for (Stored<PeeringRow> stored : state.table(PeeringRow.TABLE).all()) {
      String id = stored.row().id();
      if (DialPlan.of(state, id, context.datacenter()).isPresent()) {
        dial(id, Duration.ZERO);
      }
    }
  }

  /** Begins to keep a connection, the first attempt after a delay. */
  void dial(String peeringId, Duration delay) {
    // One that is just closing says no: its successor is started in its place.
    while (!closed
        && !connections
            .computeIfAbsent(
                peeringId, id -> new Connection(id, context, dialer, random, this::forget))
            .begin(delay)) {
      if (DialPlan.of(context.store().state(), peeringId, context.datacenter()).isEmpty()) {
        return;
      }
    }
  }

  private void forget(Connection connection) {
    connections.remove(connection.id(), connection);
  }

  /** Dials nobody any more, until {@link #start}. */
  void stop() {
    closed = true;
    subscription.close();
    connections.values().forEach(Connection::close);
  }

  @Override
  public void close() {
    stop();
  }
}
