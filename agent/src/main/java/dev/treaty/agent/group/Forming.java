package dev.treaty.agent.group;

import dev.treaty.agent.cluster.Member;
import dev.treaty.agent.cluster.MemberStatus;
import dev.treaty.agent.cluster.Membership;
import dev.treaty.agent.store.RaftMembership;
import dev.treaty.agent.store.RaftMembership.Peer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the group, once as many servers as {@code bootstrap_expect} says know each other and none
 * of them has one. The one with the smallest ID makes it, after all others have promised to be in
 * no other: so two halves that see different servers cannot make two groups of one server.
 */
final class Forming {

  private static final Logger LOG = LoggerFactory.getLogger(Forming.class);

  /** So long a promise binds, and not quite so long who holds it relies on it. */
  private static final Duration PROMISE = Duration.ofSeconds(15);

  private static final Duration RELIANCE = Duration.ofSeconds(8);

  private final Membership membership;
  private final RaftMembership raft;
  private final GroupCalls calls;
  private Optional<Promise> promised = Optional.empty();

  private record Promise(List<String> ids, long until) {}

  Forming(Membership membership, RaftMembership raft, GroupCalls calls) {
    this.membership = membership;
    this.raft = raft;
    this.calls = calls;
  }

  /** Looks whether there is something to be done. */
  void look() {
    if (raft.group().isPresent()) {
      if (membership.leader().isEmpty()) {
        remind();
      }
      return;
    }
    Member self = membership.self();
    int expect = expected(self);
    if (expect == 0) {
      return;
    }
    List<Member> servers =
        membership.members().stream()
            .filter(Member::server)
            .filter(member -> member.status() == MemberStatus.ALIVE)
            .sorted(Comparator.comparing(Member::id))
            .toList();
    if (servers.stream().anyMatch(server -> !server.group().isEmpty())) {
      return; // there is a group: its leader takes us in
    }
    List<Member> first = servers.stream().filter(server -> expected(server) == expect).toList();
    if (first.size() >= expect && first.getFirst().id().equals(self.id())) {
      form(first);
    }
  }

  private static int expected(Member server) {
    return server.tag("bootstrap").equals("1") ? 1 : server.expect();
  }

  private void form(List<Member> first) {
    List<Peer> peers = first.stream().map(Forming::peer).toList();
    List<String> ids = peers.stream().map(Peer::id).toList();
    long start = System.nanoTime();
    if (!promise(ids)) {
      return;
    }
    List<Member> others = first.subList(1, first.size());
    for (Member other : others) {
      if (!calls.promise(other.peerAddress(), ids)) {
        LOG.info("{} is not ready to form the group yet", other.name());
        return;
      }
    }
    if (System.nanoTime() - start > RELIANCE.toNanos()) {
      return;
    }
    make(peers);
    others.forEach(other -> calls.form(other.peerAddress(), peers));
  }

  private static Peer peer(Member member) {
    return new Peer(member.id(), member.raftAddress(), true);
  }

  /** Promises to be in a group with these servers and in no other, for a while. */
  synchronized boolean promise(List<String> ids) {
    long now = System.nanoTime();
    boolean bound =
        promised.filter(held -> held.until() - now > 0 && !held.ids().equals(ids)).isPresent();
    if (bound || raft.group().isPresent() || !ids.contains(membership.self().id())) {
      return false;
    }
    promised = Optional.of(new Promise(List.copyOf(ids), now + PROMISE.toNanos()));
    return true;
  }

  /** Another server has made the group. */
  synchronized void make(List<Peer> peers) {
    if (raft.group().isEmpty()) {
      raft.bootstrap(peers);
      LOG.info(
          "formed a group of {} servers: {}",
          peers.size(),
          peers.stream().map(Peer::address).toList());
    }
  }

  /** We have the group and no leader: perhaps the others never heard of it. */
  private void remind() {
    List<Peer> peers = raft.peers();
    for (Peer peer : peers) {
      membership
          .byId(peer.id())
          .filter(member -> member.status() == MemberStatus.ALIVE && member.group().isEmpty())
          .ifPresent(member -> calls.form(member.peerAddress(), peers));
    }
  }
}
