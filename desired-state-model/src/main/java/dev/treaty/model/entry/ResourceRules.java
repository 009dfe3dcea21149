package dev.treaty.model.entry;

import dev.treaty.model.syntax.Node;
import dev.treaty.model.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What consul-k8s refuses of a custom resource beyond what Consul refuses of the entry. */
final class ResourceRules {

  private static final Set<String> PROTOCOLS = Set.of("", "tcp", "http", "http2", "grpc");
  private static final Set<String> EXPOSED_PROTOCOLS = Set.of("", "http", "http2");
  private static final Set<String> GATEWAY_MODES = Set.of("", "none", "local", "remote");

  /** A fault and where in the resource it is. */
  record Fault(String path, String message) {}

  private final List<Fault> faults = new ArrayList<>();

  private ResourceRules() {}

  /**
   * Checks an entry that Consul would accept.
   *
   * @param spec as written, with what Consul drops
   */
  static List<Fault> check(Entry entry, Node.MapNode spec, ServerProfile server) {
    ResourceRules rules = new ResourceRules();
    if (!server.enterprise()) {
      rules.tenancies(spec);
    }
    switch (entry.key().kind()) {
      case "service-defaults" -> rules.serviceDefaults(entry.body());
      case "proxy-defaults" -> rules.proxy(entry.body());
      case "exported-services" -> rules.exports(entry.body(), spec, server);
      case "service-resolver" -> rules.resolver(entry.body());
      case "ingress-gateway" -> rules.ingress(spec);
      default -> {}
    }
    return List.copyOf(rules.faults);
  }

  /**
   * Partitions and namespaces that Consul stores in Community Edition, though they mean nothing.
   */
  private void tenancies(Node.MapNode spec) {
    for (String list : List.of("routes", "splits")) {
      for (int i = 0; NodePath.exists(spec, list + "[" + i + "]"); i++) {
        String at = list + "[" + i + "]." + (list.equals("routes") ? "destination." : "");
        for (String key : List.of("namespace", "partition")) {
          if (NodePath.exists(spec, at + key)) {
            fail(at + key, "Consul Enterprise " + key + "s must be enabled to name one");
          }
        }
      }
    }
  }

  private void resolver(Value.Fields body) {
    Value.Fields redirect = body.fields("Redirect");
    if (!redirect.text("Datacenter").isEmpty() && !redirect.text("Partition").equals("default")) {
      fail("Redirect.Datacenter", "cross-datacenter and cross-partition redirect is not supported");
    }
  }

  private void ingress(Node.MapNode spec) {
    limits(spec, "defaults.");
    for (int i = 0; NodePath.exists(spec, "listeners[" + i + "]"); i++) {
      for (int j = 0; NodePath.exists(spec, service(i, j)); j++) {
        limits(spec, service(i, j) + ".");
      }
    }
  }

  private static String service(int listener, int service) {
    return "listeners[" + listener + "].services[" + service + "]";
  }

  private void limits(Node.MapNode spec, String at) {
    for (String key : List.of("maxConnections", "maxPendingRequests", "maxConcurrentRequests")) {
      if (NodePath.holds(spec, at + key, "0")) {
        fail(at + key, "must be greater than 0");
      }
    }
  }

  private void serviceDefaults(Value.Fields body) {
    oneOf(body, "Protocol", PROTOCOLS, "tcp, http, http2 or grpc");
    proxy(body);
    for (String key :
        List.of("MaxInboundConnections", "LocalConnectTimeoutMs", "LocalRequestTimeoutMs")) {
      if (body.get(key).orElse(Value.Nothing.NULL) instanceof Value.Whole(BigInteger number)
          && number.signum() < 0) {
        fail(key, "must not be negative");
      }
    }
    Value.Fields upstreams = body.fields("UpstreamConfig");
    int index = 0;
    for (Value.Fields override : upstreams.maps("Overrides")) {
      String at = "UpstreamConfig.Overrides[" + index++ + "]";
      gateway(override, at + ".");
      if (!override.text("Peer").isEmpty() && !override.text("Namespace").isEmpty()) {
        fail(at, "both namespace and peer cannot be specified");
      }
      if (!override.text("Peer").isEmpty() && !override.text("Partition").isEmpty()) {
        fail(at, "both partition and peer cannot be specified");
      }
    }
    Value.Fields defaults = upstreams.fields("Defaults");
    gateway(defaults, "UpstreamConfig.Defaults.");
    for (String key : List.of("Peer", "Namespace", "Partition")) {
      if (!defaults.text(key).isEmpty()) {
        fail("UpstreamConfig.Defaults." + key, "must be empty for the default upstream");
      }
    }
  }

  private void proxy(Value.Fields body) {
    if (!body.text("Mode").isEmpty()) {
      fail("Mode", "use the annotation consul.hashicorp.com/transparent-proxy instead");
    }
    if (body.fields("TransparentProxy").get("OutboundListenerPort").isPresent()) {
      fail(
          "TransparentProxy.OutboundListenerPort",
          "use the annotation consul.hashicorp.com/transparent-proxy-outbound-listener-port"
              + " instead");
    }
    gateway(body, "");
    int index = 0;
    for (Value.Fields path : body.fields("Expose").maps("Paths")) {
      String at = "Expose.Paths[" + index++ + "].";
      if (!path.text("Path").isEmpty() && !path.text("Path").startsWith("/")) {
        fail(at + "Path", "must begin with a '/'");
      }
      if (!EXPOSED_PROTOCOLS.contains(path.text("Protocol"))) {
        fail(at + "Protocol", "must be http or http2");
      }
    }
    index = 0;
    for (Value.Fields extension : body.maps("EnvoyExtensions")) {
      if (!(extension.get("Arguments").orElse(Value.Nothing.NULL) instanceof Value.Fields)) {
        fail("EnvoyExtensions[" + index + "].Arguments", "arguments must be defined");
      }
      index++;
    }
  }

  private void exports(Value.Fields body, Node.MapNode spec, ServerProfile server) {
    if (body.maps("Services").isEmpty()) {
      fail("Services", "at least one service must be exported");
    }
    int i = 0;
    for (Value.Fields service : body.maps("Services")) {
      String at = "Services[" + i++ + "]";
      if (!server.enterprise() && NodePath.exists(spec, at + ".Namespace")) {
        fail(at + ".Namespace", "namespaces must be enabled to name one");
      }
      int j = 0;
      for (Value.Fields consumer : service.maps("Consumers")) {
        String place = at + ".Consumers[" + j++ + "]";
        if (consumer.map().isEmpty()) {
          fail(place, "must define one of peer, partition or samenessGroup");
        }
        if (!consumer.text("Partition").isEmpty() && !server.enterprise()) {
          fail(place + ".Partition", "admin partitions must be enabled to name one");
        }
      }
    }
  }

  private void gateway(Value.Fields holder, String prefix) {
    if (!GATEWAY_MODES.contains(holder.fields("MeshGateway").text("Mode"))) {
      fail(prefix + "MeshGateway.Mode", "must be none, local or remote");
    }
  }

  private void oneOf(Value.Fields body, String key, Set<String> legal, String shown) {
    if (!legal.contains(body.text(key))) {
      fail(key, "must be " + shown);
    }
  }

  /** Adds a fault; the path is written as in the resource. */
  private void fail(String path, String message) {
    StringBuilder spelled = new StringBuilder("spec");
    for (String step : path.split("\\.")) {
      spelled
          .append('.')
          .append(step.substring(0, 1).toLowerCase(Locale.ROOT))
          .append(step.substring(1));
    }
    faults.add(new Fault(spelled.toString(), message));
  }
}
