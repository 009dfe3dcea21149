package dev.treaty.agent.group;

import dev.treaty.agent.cluster.Member;
import dev.treaty.agent.cluster.MemberStatus;
import dev.treaty.agent.cluster.Membership;
import dev.treaty.agent.store.RaftMembership;
import dev.treaty.agent.store.RaftMembership.Peer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leader's part: takes servers into the group, and puts out of it who left or, by the rule of
 * Consul's autopilot, who is dead while enough others live.
 */
final class ServerIntake {

  private static final Logger LOG = LoggerFactory.getLogger(ServerIntake.class);

  private final Membership membership;
  private final RaftMembership raft;
  private final Map<String, Long> deadSince = new HashMap<>();
  private String told = "";

  ServerIntake(Membership membership, RaftMembership raft) {
    this.membership = membership;
    this.raft = raft;
  }

  /** Does what is to be done now, one change after the other. */
  synchronized void settle(AutopilotConfig config) {
    List<Member> servers = membership.members().stream().filter(Member::server).toList();
    Map<String, Peer> peers = new HashMap<>();
    raft.peers().forEach(peer -> peers.put(peer.id(), peer));
    String group = raft.group().orElse("");
    for (Member server : servers) {
      if (server.status() == MemberStatus.ALIVE) {
        takeIn(server, Optional.ofNullable(peers.get(server.id())), group);
      } else if (server.status() == MemberStatus.LEFT && peers.containsKey(server.id())) {
        putOut(server.id(), server.name(), "it left");
      }
    }
    if (config.cleanupDeadServers()) {
      cleanUp(config, servers);
    }
  }

  private void takeIn(Member server, Optional<Peer> peer, String group) {
    if (!server.group().isEmpty() && !server.group().equals(group)) {
      tellOnce(
          "server " + server.name() + " belongs to another group of servers and is not taken in");
      return;
    }
    boolean inPlace =
        peer.filter(known -> known.address().equals(server.raftAddress())).isPresent()
            && !server.group().isEmpty();
    if (inPlace || server.raftAddress().isEmpty()) {
      return;
    }
    try {
      LOG.info("taking server {} at {} into the group", server.name(), server.raftAddress());
      raft.add(new Peer(server.id(), server.raftAddress(), true)).join();
    } catch (CompletionException | IllegalStateException e) {
      LOG.warn("server {} could not be taken in yet: {}", server.name(), reason(e));
    }
  }

  private void tellOnce(String text) {
    if (!text.equals(told)) {
      told = text;
      LOG.error("{}", text);
    }
  }

  private void putOut(String id, String name, String why) {
    try {
      LOG.info("putting server {} out of the group: {}", name, why);
      raft.remove(id).join();
    } catch (CompletionException | IllegalStateException e) {
      LOG.warn("server {} could not be put out yet: {}", name, reason(e));
    }
  }

  private static String reason(RuntimeException e) {
    return String.valueOf(e.getCause() == null ? e : e.getCause());
  }

  /** As Consul: fewer than half of the servers, and never below the quorum that was asked for. */
  private void cleanUp(AutopilotConfig config, List<Member> servers) {
    long now = System.nanoTime();
    Map<String, Member> known = new HashMap<>();
    servers.forEach(server -> known.put(server.id(), server));
    List<Peer> peers = raft.peers();
    List<Peer> dead =
        peers.stream()
            .filter(peer -> {
              Member member = known.get(peer.id());
              return member == null || member.status() == MemberStatus.FAILED;
            })
            .toList();
    deadSince.keySet().retainAll(dead.stream().map(Peer::id).toList());
    dead.forEach(peer -> deadSince.putIfAbsent(peer.id(), now));
    int most = (peers.size() - 1) / 2;
    if (dead.isEmpty() || dead.size() > most) {
      return;
    }
    int left = peers.size();
    for (Peer peer : dead) {
      long since = deadSince.getOrDefault(peer.id(), now);
      boolean longEnough =
          Duration.ofNanos(now - since).compareTo(config.serverStabilizationTime()) >= 0;
      if (longEnough && left - 1 >= config.minQuorum()) {
        Member member = known.get(peer.id());
        putOut(peer.id(), member == null ? peer.id() : member.name(), "it is dead");
        left--;
      }
    }
  }
}
