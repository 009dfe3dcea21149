package dev.treaty.agent.status;

import dev.treaty.agent.cluster.Member;
import dev.treaty.agent.cluster.MemberStatus;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.http.GoDuration;
import dev.treaty.agent.store.RaftMembership;
import dev.treaty.agent.store.RaftMembership.Figures;
import dev.treaty.agent.store.RaftMembership.Peer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part of {@code consul info} that speaks of the cluster. */
final class ClusterStats {

  private ClusterStats() {}

  static Map<String, String> consul(AgentContext context) {
    boolean server = context.settings().cluster().server();
    List<Member> members = context.cluster().members();
    Map<String, String> stats = new HashMap<>();
    stats.put("acl", "disabled");
    stats.put("server", Boolean.toString(server));
    if (!server) {
      stats.put("known_servers", Long.toString(members.stream().filter(Member::server).count()));
      return stats;
    }
    stats.put("bootstrap", Boolean.toString(context.cluster().self().tag("bootstrap").equals("1")));
    stats.put("known_datacenters", "1");
    stats.put("leader", Boolean.toString(context.store().leadership().leads()));
    stats.put("leader_addr", context.cluster().leader().map(Member::raftAddress).orElse(""));
    return stats;
  }

  static Map<String, String> raft(AgentContext context) {
    Map<String, String> stats = new HashMap<>();
    Optional<RaftMembership> raft = context.cluster().raft();
    stats.put("protocol_version", "3");
    if (raft.isEmpty()) {
      String index = Long.toString(context.store().state().index());
      stats.put("applied_index", index);
      stats.put("commit_index", index);
      stats.put("last_log_index", index);
      stats.put("last_contact", "0");
      stats.put("num_peers", "0");
      stats.put("state", "Leader");
      stats.put("term", "1");
      return stats;
    }
    Figures figures = raft.get().figures();
    List<Peer> peers = raft.get().peers();
    boolean leads = context.store().leadership().leads();
    boolean known = context.cluster().leader().isPresent();
    stats.put("applied_index", Long.toString(figures.appliedIndex()));
    stats.put("commit_index", Long.toString(figures.commitIndex()));
    stats.put("last_log_index", Long.toString(figures.lastIndex()));
    stats.put("last_snapshot_index", Long.toString(Math.max(0, figures.snapshotIndex())));
    stats.put("term", Long.toString(figures.term()));
    stats.put("last_log_term", Long.toString(figures.term()));
    stats.put(
        "last_contact",
        leads ? "0" : GoDuration.print(context.store().leadership().sinceContact()));
    stats.put("num_peers", Long.toString(Math.max(0, peers.size() - 1)));
    stats.put("state", leads ? "Leader" : known ? "Follower" : "Candidate");
    stats.put(
        "latest_configuration",
        peers.stream()
            .map(peer ->
                "{Suffrage:%s ID:%s Address:%s}"
                    .formatted(peer.voter() ? "Voter" : "Nonvoter", peer.id(), peer.address()))
            .collect(Collectors.joining(" ", "[", "]")));
    return stats;
  }

  static Map<String, String> serf(AgentContext context, boolean wan) {
    List<Member> members =
        context.cluster().members().stream().filter(member -> !wan || member.server()).toList();
    Map<String, String> stats = new HashMap<>();
    stats.put("members", Integer.toString(members.size()));
    stats.put("failed", count(members, MemberStatus.FAILED));
    stats.put("left", count(members, MemberStatus.LEFT));
    stats.put(
        "encrypted", Boolean.toString(context.settings().cluster().trust().encrypt().isPresent()));
    return stats;
  }

  private static String count(List<Member> members, MemberStatus status) {
    return Long.toString(members.stream().filter(one -> one.status() == status).count());
  }
}
