package dev.treaty.agent.cluster;

import dev.treaty.agent.http.PeerAddress;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * An agent of the cluster.
 *
 * @param id its node ID
 * @param server whether it keeps the cluster's state
 * @param address where others reach it
 * @param port where it listens for its like
 * @param raftAddress where its log listens, {@code host:port}; empty without one
 * @param tags as Consul's gossip has them
 * @param incarnation grows with every start and every change, so that the newest word counts
 * @param group the group of servers it belongs to; empty as long as it belongs to none
 */
public record Member(
    String id,
    String name,
    String datacenter,
    boolean server,
    String address,
    int port,
    String raftAddress,
    Map<String, String> tags,
    long incarnation,
    String group,
    MemberStatus status) {

  public Member {
    // Records that come over the wire may lack anything.
    for (Object field : new Object[] {id, name, datacenter, address, raftAddress, group, status}) {
      Objects.requireNonNull(field);
    }
    tags = new TreeMap<>(tags);
  }

  /** Where it listens for its like. */
  public PeerAddress peerAddress() {
    return new PeerAddress(address, port);
  }

  /** A tag, or empty. */
  public String tag(String name) {
    return tags.getOrDefault(name, "");
  }

  /** How many servers it expects to form the group; 0 where it said nothing. */
  public int expect() {
    try {
      return Integer.parseInt(tags.getOrDefault("expect", "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  public Member withStatus(MemberStatus other) {
    return new Member(
        id, name, datacenter, server, address, port, raftAddress, tags, incarnation, group, other);
  }

  public Member withIncarnation(long other) {
    return new Member(
        id, name, datacenter, server, address, port, raftAddress, tags, other, group, status);
  }
}
