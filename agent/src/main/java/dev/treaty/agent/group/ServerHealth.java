package dev.treaty.agent.group;

import dev.treaty.agent.cluster.Member;
import dev.treaty.agent.cluster.MemberStatus;
import dev.treaty.agent.cluster.Membership;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.store.RaftMembership;
import dev.treaty.agent.store.RaftMembership.Figures;
import dev.treaty.agent.store.RaftMembership.Follower;
import dev.treaty.agent.store.RaftMembership.Peer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges the servers of the group as Consul's autopilot does. */
final class ServerHealth {

  /** Our heartbeats are seldomer than Consul's: a shorter silence says nothing. */
  private static final Duration LEAST_THRESHOLD = Duration.ofSeconds(1);

  private final AgentContext context;
  private final Map<String, Standing> known = new HashMap<>();

  ServerHealth(AgentContext context) {
    this.context = context;
  }

  /** A new leader judges anew. */
  synchronized void begin() {
    known.clear();
  }

  /** All servers of the group, the leader first. */
  synchronized List<Standing> look(AutopilotConfig config) {
    Instant now = context.clock().instant();
    List<Standing> all = new ArrayList<>();
    for (Standing seen : servers(config, now)) {
      Standing before = known.get(seen.id());
      Standing judged =
          before != null && before.healthy() == seen.healthy()
              ? seen.since(before.stableSince())
              : seen;
      known.put(seen.id(), judged);
      all.add(judged);
    }
    known.keySet().retainAll(all.stream().map(Standing::id).toList());
    return all;
  }

  private List<Standing> servers(AutopilotConfig config, Instant now) {
    Membership cluster = context.cluster();
    Optional<RaftMembership> raft = cluster.raft();
    if (raft.isEmpty()) {
      Member self = cluster.self();
      long index = context.store().state().index();
      return List.of(
          new Standing(
              self.id(),
              Optional.of(self),
              self.raftAddress(),
              true,
              true,
              Duration.ZERO,
              1,
              index,
              true,
              now));
    }
    Figures figures = raft.get().figures();
    Map<String, Follower> followers = new HashMap<>();
    raft.get().followers().forEach(one -> followers.put(one.id(), one));
    String leader = cluster.leader().map(Member::id).orElse("");
    List<Standing> found = new ArrayList<>();
    for (Peer peer : raft.get().peers()) {
      Optional<Member> member = cluster.byId(peer.id());
      boolean leads = peer.id().equals(leader);
      Follower follower = followers.get(peer.id());
      boolean self = peer.id().equals(context.nodeId());
      Duration contact =
          leads ? Duration.ZERO : follower == null ? Duration.ZERO : follower.sinceContact();
      long index =
          self ? figures.lastIndex() : follower == null ? 0 : Math.max(0, follower.matchIndex());
      boolean healthy =
          member.filter(one -> one.status() == MemberStatus.ALIVE).isPresent()
              && (leads || isNear(config, contact, figures.lastIndex() - index));
      found.add(
          new Standing(
              peer.id(),
              member,
              peer.address(),
              leads,
              peer.voter(),
              contact,
              figures.term(),
              index,
              healthy,
              now));
    }
    found.sort((a, b) -> Boolean.compare(b.leader(), a.leader()));
    return found;
  }

  private static boolean isNear(AutopilotConfig config, Duration contact, long trails) {
    Duration most =
        config.lastContactThreshold().compareTo(LEAST_THRESHOLD) < 0
            ? LEAST_THRESHOLD
            : config.lastContactThreshold();
    return contact.compareTo(most) <= 0 && trails <= config.maxTrailingLogs();
  }

  /** How many healthy voters may be lost before there is no majority. */
  static int tolerance(List<Standing> servers) {
    long voters = servers.stream().filter(Standing::voter).count();
    long healthy = servers.stream().filter(one -> one.voter() && one.healthy()).count();
    return (int) Math.max(0, healthy - (voters / 2 + 1));
  }
}
