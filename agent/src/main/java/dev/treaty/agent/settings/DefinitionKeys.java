package dev.treaty.agent.settings;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of {@code service} and {@code check} blocks with the names that the API has for them.
 *
 * @param keys by the key's name in a file, without underscores: some are spelled both ways
 */
record DefinitionKeys(Map<String, Key> keys) {

  /** What a key holds. */
  sealed interface Shape {
    record Text() implements Shape {}

    record Number() implements Shape {}

    record Flag() implements Shape {}

    record Texts() implements Shape {}

    /** A map of texts under the user's own keys. */
    record TextMap() implements Shape {}

    /** A map of lists of texts under the user's own keys. */
    record TextsMap() implements Shape {}

    /** Anything. */
    record Free() implements Shape {}

    record Block(DefinitionKeys keys) implements Shape {}

    record Blocks(DefinitionKeys keys) implements Shape {}

    /** Blocks under the user's own keys. */
    record BlockMap(DefinitionKeys keys) implements Shape {}
  }

  /**
   * A key.
   *
   * @param name as files spell it
   * @param api as the API spells it; empty: it is known and has no effect
   */
  record Key(String name, String api, Shape shape) {}

  private static final Shape TEXT = new Shape.Text();
  private static final Shape NUMBER = new Shape.Number();
  private static final Shape FLAG = new Shape.Flag();
  private static final Shape TEXTS = new Shape.Texts();
  private static final Shape TEXT_MAP = new Shape.TextMap();
  private static final Shape FREE = new Shape.Free();

  private static DefinitionKeys none() {
    return new DefinitionKeys(new LinkedHashMap<>());
  }

  private DefinitionKeys key(String name, String api, Shape shape) {
    keys.put(name.replace("_", ""), new Key(name, api, shape));
    return this;
  }

  Optional<Key> find(String written) {
    return Optional.ofNullable(keys.get(written.toLowerCase(Locale.ROOT).replace("_", "")));
  }

  private static DefinitionKeys checks(String idName) {
    return none()
        .key("id", idName, TEXT)
        .key("name", "Name", TEXT)
        .key("notes", "Notes", TEXT)
        .key("service_id", "ServiceID", TEXT)
        .key("token", "", TEXT)
        .key("status", "Status", TEXT)
        .key("args", "ScriptArgs", TEXTS)
        .key("script_args", "ScriptArgs", TEXTS)
        .key("http", "HTTP", TEXT)
        .key("header", "Header", new Shape.TextsMap())
        .key("method", "Method", TEXT)
        .key("body", "Body", TEXT)
        .key("disable_redirects", "DisableRedirects", FLAG)
        .key("output_max_size", "OutputMaxSize", NUMBER)
        .key("tcp", "TCP", TEXT)
        .key("tcp_use_tls", "TCPUseTLS", FLAG)
        .key("udp", "UDP", TEXT)
        .key("interval", "Interval", TEXT)
        .key("docker_container_id", "DockerContainerID", TEXT)
        .key("shell", "Shell", TEXT)
        .key("grpc", "GRPC", TEXT)
        .key("grpc_use_tls", "GRPCUseTLS", FLAG)
        .key("tls_server_name", "TLSServerName", TEXT)
        .key("tls_skip_verify", "TLSSkipVerify", FLAG)
        .key("alias_node", "AliasNode", TEXT)
        .key("alias_service", "AliasService", TEXT)
        .key("timeout", "Timeout", TEXT)
        .key("ttl", "TTL", TEXT)
        .key("h2ping", "H2PING", TEXT)
        .key("h2ping_use_tls", "H2PingUseTLS", FLAG)
        .key("os_service", "OSService", TEXT)
        .key("success_before_passing", "SuccessBeforePassing", NUMBER)
        .key("failures_before_warning", "FailuresBeforeWarning", NUMBER)
        .key("failures_before_critical", "FailuresBeforeCritical", NUMBER)
        .key("deregister_critical_service_after", "DeregisterCriticalServiceAfter", TEXT)
        .key("namespace", "", TEXT)
        .key("partition", "", TEXT);
  }

  private static final Shape MESH_GATEWAY = new Shape.Block(none().key("mode", "Mode", TEXT));

  private static final DefinitionKeys UPSTREAM =
      none()
          .key("destination_type", "DestinationType", TEXT)
          .key("destination_namespace", "DestinationNamespace", TEXT)
          .key("destination_partition", "DestinationPartition", TEXT)
          .key("destination_peer", "DestinationPeer", TEXT)
          .key("destination_name", "DestinationName", TEXT)
          .key("datacenter", "Datacenter", TEXT)
          .key("local_bind_address", "LocalBindAddress", TEXT)
          .key("local_bind_port", "LocalBindPort", NUMBER)
          .key("local_bind_socket_path", "LocalBindSocketPath", TEXT)
          .key("local_bind_socket_mode", "LocalBindSocketMode", TEXT)
          .key("config", "Config", FREE)
          .key("mesh_gateway", "MeshGateway", MESH_GATEWAY);

  private static final DefinitionKeys PROXY =
      none()
          .key("destination_service_name", "DestinationServiceName", TEXT)
          .key("destination_service_id", "DestinationServiceID", TEXT)
          .key("local_service_address", "LocalServiceAddress", TEXT)
          .key("local_service_port", "LocalServicePort", NUMBER)
          .key("local_service_socket_path", "LocalServiceSocketPath", TEXT)
          .key("mode", "Mode", TEXT)
          .key("config", "Config", FREE)
          .key("upstreams", "Upstreams", new Shape.Blocks(UPSTREAM))
          .key("mesh_gateway", "MeshGateway", MESH_GATEWAY)
          .key(
              "transparent_proxy",
              "TransparentProxy",
              new Shape.Block(
                  none()
                      .key("outbound_listener_port", "OutboundListenerPort", NUMBER)
                      .key("dialed_directly", "DialedDirectly", FLAG)))
          .key(
              "expose",
              "Expose",
              new Shape.Block(
                  none()
                      .key("checks", "Checks", FLAG)
                      .key("port", "", NUMBER)
                      .key(
                          "paths",
                          "Paths",
                          new Shape.Blocks(
                              none()
                                  .key("listener_port", "ListenerPort", NUMBER)
                                  .key("path", "Path", TEXT)
                                  .key("protocol", "Protocol", TEXT)
                                  .key("local_path_port", "LocalPathPort", NUMBER)))));

  /** A check by itself. */
  static final DefinitionKeys CHECK = checks("ID");

  /** A service. */
  static final DefinitionKeys SERVICE = service();

  private static DefinitionKeys service() {
    DefinitionKeys service = none();
    DefinitionKeys own = checks("CheckID");
    return service
        .key("kind", "Kind", TEXT)
        .key("id", "ID", TEXT)
        .key("name", "Name", TEXT)
        .key("tags", "Tags", TEXTS)
        .key("address", "Address", TEXT)
        .key(
            "tagged_addresses",
            "TaggedAddresses",
            new Shape.BlockMap(none().key("address", "Address", TEXT).key("port", "Port", NUMBER)))
        .key("meta", "Meta", TEXT_MAP)
        .key("port", "Port", NUMBER)
        .key("socket_path", "SocketPath", TEXT)
        .key("check", "Checks", new Shape.Blocks(own))
        .key("checks", "Checks", new Shape.Blocks(own))
        .key("token", "", TEXT)
        .key(
            "weights",
            "Weights",
            new Shape.Block(
                none().key("passing", "Passing", NUMBER).key("warning", "Warning", NUMBER)))
        .key("enable_tag_override", "EnableTagOverride", FLAG)
        .key("proxy", "Proxy", new Shape.Block(PROXY))
        .key(
            "connect",
            "Connect",
            new Shape.Block(
                none()
                    .key("native", "Native", FLAG)
                    .key("sidecar_service", "SidecarService", new Shape.Block(service))))
        .key(
            "locality",
            "Locality",
            new Shape.Block(none().key("region", "Region", TEXT).key("zone", "Zone", TEXT)))
        .key("namespace", "Namespace", TEXT)
        .key("partition", "Partition", TEXT);
  }
}
