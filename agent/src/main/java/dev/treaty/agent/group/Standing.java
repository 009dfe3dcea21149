package dev.treaty.agent.group;

import dev.treaty.agent.cluster.Member;
import dev.treaty.agent.cluster.MemberStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a server of the group stands, as its leader sees it.
 *
 * @param member empty where no member has the ID
 * @param address where its log listens
 * @param lastIndex up to where its log is known to be the leader's
 * @param stableSince since when it has been as healthy as it is
 */
record Standing(
    String id,
    Optional<Member> member,
    String address,
    boolean leader,
    boolean voter,
    Duration lastContact,
    long lastTerm,
    long lastIndex,
    boolean healthy,
    Instant stableSince) {

  String name() {
    return member.map(Member::name).orElse("(unknown)");
  }

  /** Serf's word for how the member is. */
  String status() {
    return member.map(Member::status).orElse(MemberStatus.FAILED).text();
  }

  String version() {
    return member.map(known -> known.tag("build").split(":", 2)[0]).orElse("");
  }

  Standing since(Instant time) {
    return new Standing(
        id, member, address, leader, voter, lastContact, lastTerm, lastIndex, healthy, time);
  }
}
