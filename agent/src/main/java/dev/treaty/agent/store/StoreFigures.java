package dev.treaty.agent.store;

import dev.treaty.agent.metrics.Metrics;
import dev.treaty.agent.metrics.Series;

/** What is measured of a store, under Consul's names where it has them. */
final class StoreFigures {

  private static final double NANOS_PER_MILLI = 1e6;

  private final Series applied;
  private final Series batch;
  private final Series commit;

  StoreFigures(Metrics metrics, Store store) {
    applied = metrics.counter("raft.apply", "Commands that were committed.");
    batch = metrics.sample("raft.commitNumLogs", "Commands in a batch that was made durable.");
    commit =
        metrics.sample(
            "raft.commitTime",
            "Milliseconds to make a batch durable: written, synced and, on several servers, with a"
                + " majority of them.");
    metrics.gauge(
        "raft.applied_index",
        "Index of the last command that this server applied.",
        () -> store.state().index());
    metrics.gauge(
        "server.isLeader",
        "1 on the server that leads, else 0.",
        () -> store.ledBy().leads() ? 1 : 0);
    metrics.gauge(
        "raft.leader.lastContact",
        "Milliseconds since this server last heard of a leader; 0 on the leader.",
        () -> store.ledBy().sinceContact().toMillis());
    metrics.gauge(
        "treaty.raft.term",
        "Term of the consensus; always 1 on one server.",
        () -> store.ledBy().term());
    metrics.gauge(
        "treaty.store.watched", "Keys and prefixes that blocking queries wait at.", store::watched);
    metrics.gauge(
        "treaty.store.waiting",
        "Blocking queries, and readers of this agent's own, that wait for a change.",
        store::waiting);
    metrics.gauge(
        "treaty.store.woken",
        "How often a change woke one that waited, since the start.",
        store::woken);
    metrics.gauges("treaty.store.rows", "table", "Rows of each table.", store::rows);
    Series transitions =
        metrics.counter(
            "raft.state.leader", "How often this server began to lead since it started.");
    boolean[] led = {store.ledBy().leads()};
    if (led[0]) {
      transitions.increment();
    }
    var unused =
        store
            .ledBy()
            .onChange(() -> {
              boolean leads = store.ledBy().leads();
              if (leads && !led[0]) {
                transitions.increment();
              }
              led[0] = leads;
            });
  }

  void committed(int commands, long nanos) {
    applied.record(commands);
    batch.record(commands);
    commit.record(nanos / NANOS_PER_MILLI);
  }
}
