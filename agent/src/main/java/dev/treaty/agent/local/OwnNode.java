package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.Locality;
import dev.treaty.agent.catalog.NodeRow;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.settings.Ports;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The rows an agent has of itself. */
final class OwnNode {

  private OwnNode() {}

  /** What a server that is alone writes of itself; where there are several, the leader does. */
  static JoinAsServer join(AgentContext context) {
    String name = context.nodeName();
    CheckRow alive =
        CheckRow.ofNode(name, "serfHealth", "Serf Health Status", CheckRow.PASSING)
            .saying(CheckRow.PASSING, "Agent alive and reachable");
    return new JoinAsServer(row(context), server(context, name), alive);
  }

  /** The node itself, which every agent keeps true. */
  static NodeRow row(AgentContext context) {
    String address = context.settings().network().advertiseAddress();
    boolean v6 = address.contains(":");
    Map<String, String> addresses = new TreeMap<>();
    addresses.put("lan", address);
    addresses.put(v6 ? "lan_ipv6" : "lan_ipv4", address);
    addresses.put("wan", address);
    addresses.put(v6 ? "wan_ipv6" : "wan_ipv4", address);
    Map<String, String> meta = new TreeMap<>(context.settings().node().meta());
    meta.put("consul-network-segment", "");
    meta.put("consul-version", version(context));
    return new NodeRow(
        "",
        "default",
        context.nodeId(),
        context.nodeName(),
        address,
        context.datacenter(),
        addresses,
        meta,
        Locality.NONE);
  }

  private static String version(AgentContext context) {
    return context.settings().profile().version().toString();
  }

  private static ServiceRow server(AgentContext context, String node) {
    Ports ports = context.settings().network().ports();
    Map<String, String> meta = new TreeMap<>();
    meta.put("grpc_port", port(context.ports().port("grpc"), ports.grpc()));
    meta.put("grpc_tls_port", port(context.ports().port("grpc_tls"), ports.grpcTls()));
    meta.put("non_voter", "false");
    meta.put("raft_version", "3");
    meta.put("read_replica", "false");
    meta.put("serf_protocol_current", "2");
    meta.put("serf_protocol_max", "5");
    meta.put("serf_protocol_min", "1");
    meta.put("version", version(context));
    ServiceRow bare = ServiceRow.of(node, "consul", Math.max(0, ports.server()));
    return new ServiceRow(
        "",
        bare.tenancy(),
        node,
        "",
        bare.id(),
        bare.name(),
        List.of(),
        "",
        Map.of(),
        meta,
        bare.port(),
        "",
        bare.weights(),
        false,
        bare.proxy(),
        bare.mesh(),
        Locality.NONE);
  }

  private static String port(OptionalInt open, int wanted) {
    return Integer.toString(Math.max(0, open.orElse(wanted)));
  }
}
