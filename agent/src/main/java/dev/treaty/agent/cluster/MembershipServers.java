package dev.treaty.agent.cluster;

import dev.treaty.agent.http.PeerAddress;
import dev.treaty.agent.http.Servers;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.store.Leadership;
import dev.treaty.agent.store.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The members as requests find their way among them. */
final class MembershipServers implements Servers {

  private final Membership membership;
  private final AgentSettings settings;
  private final Leadership leadership;

  MembershipServers(Membership membership, AgentSettings settings, Leadership leadership) {
    this.membership = membership;
    this.settings = settings;
    this.leadership = leadership;
  }

  @Override
  public boolean isServer() {
    return settings.cluster().server();
  }

  @Override
  public boolean leads() {
    return isServer() && leadership.leads();
  }

  @Override
  public boolean knowsLeader() {
    return leads() || (isServer() ? leadership.leaderId().isPresent() : leader().isPresent());
  }

  @Override
  public Duration sinceContact() {
    return isServer() ? leadership.sinceContact() : Duration.ZERO;
  }

  @Override
  public Optional<PeerAddress> leader() {
    return membership
        .leader()
        .filter(member -> !member.id().equals(membership.self().id()))
        .map(Member::peerAddress);
  }

  @Override
  public Optional<PeerAddress> any(int turn) {
    List<Member> alive =
        membership.members().stream()
            .filter(member -> member.server() && !member.id().equals(membership.self().id()))
            .filter(member -> member.status() == MemberStatus.ALIVE)
            .toList();
    return alive.isEmpty()
        ? Optional.empty()
        : Optional.of(
            alive
                .get(Math.floorMod(turn + membership.self().id().hashCode(), alive.size()))
                .peerAddress());
  }

  @Override
  public Duration hold() {
    return settings.cluster().timing().hold();
  }

  @Override
  public Subscription onChange(Runnable onChange) {
    return membership.onChange(onChange);
  }
}
