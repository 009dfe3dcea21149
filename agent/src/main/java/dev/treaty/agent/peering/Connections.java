package dev.treaty.agent.peering;

import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.peering.transport.PeeringDialer;
import dev.treaty.agent.store.State;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.Subscription;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps one connection for every peering in which this side dials, for as long as it stands. */
final class Connections implements AutoCloseable {

  private final AgentContext context;
  private final PeeringDialer dialer;
  private final SecureRandom random;
  private final Map<String, Connection> connections = new ConcurrentHashMap<>();
  private volatile Subscription subscription = Subscription.NONE;

  Connections(AgentContext context, PeeringDialer dialer, SecureRandom random) {
    this.context = context;
    this.dialer = dialer;
    this.random = random;
  }

  /** Dials every peering that was established before the agent stopped. */
  void start() {
    subscription = context.store().onChange(this::follow, PeeringRow.TABLE, SecretsRow.TABLE);
    State state = context.store().state();
    state.table(PeeringRow.TABLE).all().stream()
        .map(Stored::row)
        .filter(row -> Connection.isDue(state, row))
        .forEach(row -> dial(row.id(), Duration.ZERO));
  }

  /** Begins to keep a connection, the first attempt after a delay. */
  void dial(String peeringId, Duration delay) {
    connections
        .computeIfAbsent(
            peeringId, id -> new Connection(id, context, dialer, random, connections::remove))
        .begin(delay);
  }

  /** New addresses, roots or a new secret are tried at once, not when the pause is over. */
  private void follow() {
    State state = context.store().state();
    Set<String> standing = new HashSet<>();
    for (Stored<PeeringRow> stored : state.table(PeeringRow.TABLE).all()) {
      if (Connection.isDue(state, stored.row())) {
        standing.add(stored.row().id());
      }
    }
    connections.forEach((id, connection) -> {
      if (standing.contains(id)) {
        connection.newData();
      } else {
        connection.close();
      }
    });
  }

  @Override
  public void close() {
    subscription.close();
    connections.values().forEach(Connection::close);
  }
}
