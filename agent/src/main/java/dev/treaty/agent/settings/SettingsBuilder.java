package dev.treaty.agent.settings;

import static dev.treaty.agent.settings.SettingValue.needDuration;
import static dev.treaty.agent.settings.SettingValue.needFlag;
import static dev.treaty.agent.settings.SettingValue.needPort;
import static dev.treaty.agent.settings.SettingValue.needText;
import static dev.treaty.agent.settings.SettingValue.needTexts;

import dev.treaty.agent.settings.SettingValue.WrongSettingException;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.entry.ConsulVersion;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.ServerProfile.Edition;
import dev.treaty.model.syntax.Node;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Takes settings one by one, later over earlier. */
final class SettingsBuilder {

  private AgentSettings settings;
  private final ClusterBuilder cluster;
  private final Map<String, String> nodeMeta = new LinkedHashMap<>();
  private final Map<String, String> responseHeaders = new LinkedHashMap<>();
  private final AddressBuilder addresses = new AddressBuilder();
  private final TlsBuilder tls = new TlsBuilder();
  private final OperationBuilder operation;
  private Optional<String> primary = Optional.empty();

  SettingsBuilder(AgentSettings start) {
    this.settings = start;
    this.cluster = new ClusterBuilder(start.cluster());
    this.operation = new OperationBuilder(start.operation());
  }

  void set(String path, Node value) throws WrongSettingException {
    boolean ofOperation = operation.set(path, value);
    if (cluster.set(path, value) || ofOperation) {
      return;
    }
    if (path.startsWith("ports.")) {
      network(network().withPorts(port(path.substring(6), needPort(value))));
    } else if (path.startsWith("node_meta.")) {
      nodeMeta.put(path.substring(10), needText(value));
    } else if (path.startsWith("tls.")) {
      if (!path.endsWith(".verify_server_hostname")) {
        tls.set(path.substring(4), value);
      }
      if (path.matches("tls\\.defaults\\.(ca_file|cert_file|key_file|verify_server_hostname)")) {
        cluster.defaults(path, value);
      }
    } else if (path.equals("verify_server_hostname")) {
      cluster.defaults(path, value);
    } else if (path.endsWith("_addr") || path.startsWith("addresses.")) {
      addresses.set(path, value);
    } else {
      plain(path, value);
    }
  }

  private void plain(String path, Node value) throws WrongSettingException {
    switch (path) {
      case "datacenter" -> datacenter(needText(value));
      case "primary_datacenter" -> primary = Optional.of(needText(value));
      case "node_name" -> settings = settings.withNode(settings.node().withName(needText(value)));
      case "node_id" -> settings = settings.withNode(settings.node().withId(uuid(value)));
      case "node_meta" -> nodeMeta.putAll(needTexts(value));
      case "data_dir" -> {
        String folder = needText(value);
        if (!folder.isEmpty()) {
          settings = settings.withDataDir(Path.of(folder));
        }
      }
      case "ports_file" -> settings = settings.withPortsFile(Path.of(needText(value)));
      case "http_config.response_headers" -> responseHeaders.putAll(needTexts(value));
      case "connect.enabled" -> mesh(mesh().withConnectEnabled(needFlag(value)));
      case "connect.ca_config.cluster_id" -> mesh(mesh().withClusterId(uuid(value)));
      case "peering.enabled" -> mesh(mesh().withPeeringEnabled(needFlag(value)));
      case "peering.token_ttl" -> mesh(mesh().withTokenLife(needDuration(value)));
      case "default_intention_policy" -> mesh(mesh().withDefaultAllow(policy(value)));
      case "enable_script_checks" -> {
        boolean on = needFlag(value);
        checks(settings.checks().withScripts(on, on));
      }
      case "enable_local_script_checks" ->
          checks(settings.checks().withScripts(needFlag(value), settings.checks().remoteScripts()));
      case "check_update_interval" ->
          checks(settings.checks().withUpdateInterval(needDuration(value)));
      case "discard_check_output" -> checks(settings.checks().withDiscardOutput(needFlag(value)));
      case "edition" -> edition(needText(value));
      case "consul_version" -> version(needText(value));
      default -> throw new IllegalStateException("settings.txt says use, but nobody does: " + path);
    }
  }

  void tell(List<Definition> definitions) {
    checks(settings.checks().telling(definitions));
  }

  private void checks(CheckSettings other) {
    settings = settings.withChecks(other);
  }

  private void datacenter(String name) throws WrongSettingException {
    if (!name.matches("[A-Za-z0-9_-]+")) {
      throw new WrongSettingException(
          "can only have letters, digits, underscores and hyphens: \"" + name + "\"");
    }
    settings = settings.withDatacenter(name.toLowerCase(Locale.ROOT));
  }

  private static String uuid(Node value) throws WrongSettingException {
    String text = needText(value);
    try {
      return UUID.fromString(text).toString();
    } catch (IllegalArgumentException e) {
      throw new WrongSettingException("wants a UUID, not \"" + text + "\"");
    }
  }

  private static boolean policy(Node value) throws WrongSettingException {
    String text = needText(value);
    return switch (text) {
      case "allow" -> true;
      case "deny" -> false;
      default -> throw new WrongSettingException("wants allow or deny, not \"" + text + "\"");
    };
  }

  private void edition(String text) throws WrongSettingException {
    Edition edition =
        switch (text) {
          case "community" -> Edition.COMMUNITY;
          case "enterprise", "" -> Edition.ENTERPRISE;
          default ->
              throw new WrongSettingException(
                  "wants community or enterprise, not \"" + text + "\"");
        };
    settings = settings.withProfile(new ServerProfile(settings.profile().version(), edition));
  }

  private void version(String text) throws WrongSettingException {
    try {
      settings =
          settings.withProfile(
              new ServerProfile(ConsulVersion.of(text), settings.profile().edition()));
    } catch (IllegalArgumentException e) {
      throw new WrongSettingException("wants a version such as 1.16.4, not \"" + text + "\"");
    }
  }

  private Ports port(String name, int port) {
    Ports ports = network().ports();
    return switch (name) {
      case "http" -> ports.withHttp(port);
      case "https" -> ports.withHttps(port);
      case "grpc" -> ports.withGrpc(port);
      case "grpc_tls" -> ports.withGrpcTls(port);
      case "dns" -> ports.withDns(port);
      case "server" -> ports.withServer(port);
      case "serf_lan" -> ports.withSerfLan(port);
      case "serf_wan" -> ports.withSerfWan(port);
      default -> throw new IllegalStateException("settings.txt says use, but nobody does: " + name);
    };
  }

  private NetworkSettings network() {
    return settings.network();
  }

  private void network(NetworkSettings other) {
    settings = settings.withNetwork(other);
  }

  private MeshSettings mesh() {
    return settings.mesh();
  }

  private void mesh(MeshSettings other) {
    settings = settings.withMesh(other);
  }

  /** The whole, with what only the whole can say. */
  AgentSettings build(List<Diagnostic> diagnostics) {
    AgentSettings built =
        settings
            .withNode(settings.node().withMeta(nodeMeta))
            .withOperation(operation.build())
            .withNetwork(
                addresses
                    .build(network())
                    .withResponseHeaders(responseHeaders)
                    .withHttps(tls.build("https")));
    built = built.withCluster(cluster.build(built.network().bindAddress(), diagnostics));
    String main = primary.filter(text -> !text.isEmpty()).orElse(built.datacenter());
    if (!main.equals(built.datacenter())) {
      diagnostics.add(
          Diagnostic.error(
              DiagnosticCode.SETTING_NOT_SUPPORTED.id(),
              "primary_datacenter promises replication from another datacenter, which this agent"
                  + " cannot keep yet"));
    }
    if (built.datacenter().contains("_") && built.mesh().peeringEnabled()) {
      diagnostics.add(
          Diagnostic.error(
              DiagnosticCode.SETTING_NOT_SUPPORTED.id(),
              "datacenter \""
                  + built.datacenter()
                  + "\" cannot be peered with: peers dial a TLS"
                  + " name made of it, which may hold no underscore; rename it, or set"
                  + " peering { enabled = false }"));
    }
    return built;
  }
}
