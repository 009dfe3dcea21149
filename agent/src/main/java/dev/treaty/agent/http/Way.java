package dev.treaty.agent.http;

import java.time.Duration;
import java.util.Optional;

/** Where a request is answered. */
sealed interface Way {

  /**
   * On this agent.
   *
   * @param barrier first wait until all is known that anybody was told before
   */
  record Here(boolean barrier) implements Way {}

  /**
   * On another agent.
   *
   * @param asDefault it asked for what any server knows, but that is too old
   */
  record There(PeerAddress to, boolean asDefault) implements Way {}

  /** Nowhere as yet: nobody is known who could. */
  record Nowhere() implements Way {}

  Way NOWHERE = new Nowhere();

  /** Decides, after the route's nature and what the query says of consistency. */
  static Way of(Servers servers, Route route, QueryString query, int turn) {
    return switch (route.nature()) {
      case AGENT -> new Here(false);
      case SERVER -> onServer(servers, turn);
      case READ -> read(servers, query, turn);
      case LEADER_READ ->
          servers.leads() ? new Here(query.has("consistent")) : onLeader(servers, false);
      case WRITE, STEPS -> onLeader(servers, false);
    };
  }

  /** Whether the answer must be the leader's. */
  static boolean needsLeader(Servers servers, Route route, QueryString query) {
    return switch (route.nature()) {
      case AGENT, SERVER -> false;
      case READ -> !isStale(query) || isTooOld(servers, query);
      case LEADER_READ, WRITE, STEPS -> true;
    };
  }

  private static Way onServer(Servers servers, int turn) {
    if (servers.isServer()) {
      return new Here(false);
    }
    return servers.any(turn).<Way>map(to -> new There(to, false)).orElse(NOWHERE);
  }

  private static Way onLeader(Servers servers, boolean asDefault) {
    if (servers.leads()) {
      return new Here(false);
    }
    return servers.leader().<Way>map(to -> new There(to, asDefault)).orElse(NOWHERE);
  }

  private static Way read(Servers servers, QueryString query, int turn) {
    boolean consistent = query.has("consistent");
    if (isStale(query) && !consistent) {
      if (!isTooOld(servers, query)) {
        return onServer(servers, turn);
      }
      return onLeader(servers, true);
    }
    if (consistent && query.has("stale")) {
      return onServer(servers, turn); // a contradiction, which the endpoint answers
    }
    return servers.leads() ? new Here(consistent) : onLeader(servers, false);
  }

  private static boolean isStale(QueryString query) {
    return !query.has("leader") && (query.has("stale") || !query.get("max_stale").isEmpty());
  }

  /** As in Consul, who accepts only so much staleness is answered by the leader beyond it. */
  private static boolean isTooOld(Servers servers, QueryString query) {
    Optional<Duration> most = GoDuration.parse(query.get("max_stale"));
    return servers.isServer()
        && most.isPresent()
        && most.get().isPositive()
        && servers.sinceContact().compareTo(most.get()) > 0;
  }
}
