package dev.treaty.agent.cluster;

import dev.treaty.agent.http.PeerAddress;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.ClusterSettings;
import dev.treaty.agent.settings.NetworkSettings;
import dev.treaty.agent.settings.Ports;
import dev.treaty.agent.store.RaftMembership;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/** This agent as it makes itself known. */
final class SelfMember {

  private final AgentSettings settings;
  private final String nodeId;
  private final Function<String, OptionalInt> openPorts;
  private final Optional<RaftMembership> raft;

  /**
   * What a member is made of.
   *
   * @param openPorts the ports that are really open, by Consul's names
   */
  SelfMember(
      AgentSettings settings,
      String nodeId,
      Function<String, OptionalInt> openPorts,
      Optional<RaftMembership> raft) {
    this.settings = settings;
    this.nodeId = nodeId;
    this.openPorts = openPorts;
    this.raft = raft;
  }

  Member now(long incarnation, MemberStatus status) {
    NetworkSettings network = settings.network();
    return new Member(
        nodeId,
        settings.node().name(),
        settings.datacenter(),
        settings.cluster().server(),
        network.advertiseAddress(),
        port("serf_lan", network.ports().serfLan()),
        settings.cluster().server() ? raftAddress() : "",
        tags(),
        incarnation,
        raft.flatMap(RaftMembership::group).orElse(""),
        status);
  }

  private String raftAddress() {
    return raft.map(log -> log.self().address())
        .orElseGet(() ->
            new PeerAddress(
                    settings.network().advertiseAddress(),
                    port("server", settings.network().ports().server()))
                .toString());
  }

  private int port(String name, int wanted) {
    return openPorts.apply(name).orElse(wanted);
  }

  private Map<String, String> tags() {
    ClusterSettings cluster = settings.cluster();
    Ports ports = settings.network().ports();
    Map<String, String> tags = new TreeMap<>();
    tags.put("build", settings.profile().version() + ":");
    tags.put("dc", settings.datacenter());
    tags.put("id", nodeId);
    tags.put("segment", "");
    tags.put("vsn", "2");
    tags.put("vsn_max", "3");
    tags.put("vsn_min", "2");
    if (!cluster.server()) {
      tags.put("role", "node");
      return tags;
    }
    tags.put("acls", "0");
    tags.put("role", "consul");
    if (cluster.expect() > 1) {
      tags.put("expect", Integer.toString(cluster.expect()));
    } else if (cluster.bootstrap() || cluster.expect() == 1 || !cluster.isSeveral()) {
      tags.put("bootstrap", "1");
    }
    tags.put("ft_fs", "1");
    tags.put("ft_si", "1");
    String raftAddress = raftAddress();
    tags.put("port", raftAddress.substring(raftAddress.lastIndexOf(':') + 1));
    tags.put("raft_vsn", "3");
    tags.put("wan_join_port", Integer.toString(ports.serfWan()));
    put(tags, "grpc_port", port("grpc", ports.grpc()));
    put(tags, "grpc_tls_port", port("grpc_tls", ports.grpcTls()));
    return tags;
  }

  private static void put(Map<String, String> tags, String name, int port) {
    if (port > 0) {
      tags.put(name, Integer.toString(port));
    }
  }
}
