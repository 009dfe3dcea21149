package dev.treaty.agent.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treaty.agent.sidebyside.SideBySide;
import dev.treaty.agent.sidebyside.SideBySide.Answers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every endpoint that Consul 1.16.4 filters, every field of what it filters, every operator: what
 * passes, and in which words the rest is refused.
 */
@EnabledIfEnvironmentVariable(
    named = "TREATY_TEST_CONSUL",
    matches = ".+",
    disabledReason = "TREATY_TEST_CONSUL names no Consul binary")
final class FiltersBesideConsulTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> NODE =
      List.of(
          "ID",
          "Node",
          "Address",
          "Datacenter",
          "Partition",
          "PeerName",
          "TaggedAddresses",
          "TaggedAddresses.lan",
          "Meta",
          "Meta.env",
          "Locality",
          "Locality.Region",
          "CreateIndex",
          "ModifyIndex",
          "RaftIndex",
          "Nope");
  private static final List<String> SERVICE =
      List.of(
          "Kind",
          "ID",
          "Service",
          "Tags",
          "Address",
          "TaggedAddresses",
          "TaggedAddresses.lan",
          "TaggedAddresses.lan.Address",
          "TaggedAddresses.lan.Port",
          "Meta",
          "Meta.version",
          "Port",
          "SocketPath",
          "Weights",
          "Weights.Passing",
          "Weights.Warning",
          "EnableTagOverride",
          "Proxy",
          "Proxy.DestinationServiceName",
          "Proxy.DestinationServiceID",
          "Proxy.LocalServiceAddress",
          "Proxy.LocalServicePort",
          "Proxy.LocalServiceSocketPath",
          "Proxy.Mode",
          "Proxy.Config",
          "Proxy.Upstreams",
          "Proxy.Upstreams.DestinationName",
          "Proxy.Upstreams.DestinationType",
          "Proxy.Upstreams.DestinationNamespace",
          "Proxy.Upstreams.DestinationPeer",
          "Proxy.Upstreams.Datacenter",
          "Proxy.Upstreams.LocalBindAddress",
          "Proxy.Upstreams.LocalBindPort",
          "Proxy.Upstreams.LocalBindSocketPath",
          "Proxy.Upstreams.LocalBindSocketMode",
          "Proxy.Upstreams.Config",
          "Proxy.Upstreams.MeshGateway.Mode",
          "Proxy.Upstreams.CentrallyConfigured",
          "Proxy.Upstreams.IngressHosts",
          "Proxy.MeshGateway",
          "Proxy.MeshGateway.Mode",
          "Proxy.Expose.Checks",
          "Proxy.Expose.Paths",
          "Proxy.Expose.Paths.Path",
          "Proxy.Expose.Paths.ListenerPort",
          "Proxy.Expose.Paths.LocalPathPort",
          "Proxy.Expose.Paths.Protocol",
          "Proxy.Expose.Paths.ParsedFromCheck",
          "Proxy.TransparentProxy.OutboundListenerPort",
          "Proxy.TransparentProxy.DialedDirectly",
          "Proxy.AccessLogs",
          "Proxy.AccessLogs.Enabled",
          "Proxy.AccessLogs.Path",
          "Proxy.MutualTLSMode",
          "Proxy.EnvoyExtensions",
          "Proxy.EnvoyExtensions.Name",
          "Connect",
          "Connect.Native",
          "Connect.SidecarService",
          "Connect.SidecarService.ID",
          "Connect.SidecarService.Port",
          "Connect.PeerMeta",
          "Locality",
          "Locality.Region",
          "Locality.Zone",
          "PeerName",
          "LocallyRegisteredAsSidecar",
          "CreateIndex",
          "ModifyIndex",
          "Nope");
  private static final List<String> CHECK =
      List.of(
          "Node",
          "CheckID",
          "Name",
          "Status",
          "Notes",
          "Output",
          "ServiceID",
          "ServiceName",
          "ServiceTags",
          "Type",
          "Interval",
          "Timeout",
          "ExposedPort",
          "PeerName",
          "Definition",
          "Definition.HTTP",
          "Definition.TLSServerName",
          "Definition.TLSSkipVerify",
          "Definition.Header",
          "Definition.Header.x",
          "Definition.Method",
          "Definition.Body",
          "Definition.DisableRedirects",
          "Definition.TCP",
          "Definition.TCPUseTLS",
          "Definition.UDP",
          "Definition.H2PING",
          "Definition.H2PingUseTLS",
          "Definition.OSService",
          "Definition.Interval",
          "Definition.Timeout",
          "Definition.OutputMaxSize",
          "Definition.DeregisterCriticalServiceAfter",
          "Definition.ScriptArgs",
          "Definition.DockerContainerID",
          "Definition.Shell",
          "Definition.GRPC",
          "Definition.GRPCUseTLS",
          "Definition.AliasNode",
          "Definition.AliasService",
          "Definition.TTL",
          "CreateIndex",
          "ModifyIndex",
          "Nope");
  // Small unsigned numbers, such as ports, are refused in slightly other words by ours.
  private static final List<String> MEMBER = List.of("Name", "Tags", "Tags.role", "Status", "Nope");
  private static final List<String> DEFAULTS =
      List.of(
          "Kind",
          "Name",
          "Protocol",
          "Mode",
          "MutualTLSMode",
          "ExternalSNI",
          "Meta",
          "Meta.a",
          "TransparentProxy",
          "TransparentProxy.DialedDirectly",
          "TransparentProxy.OutboundListenerPort",
          "MeshGateway",
          "MeshGateway.Mode",
          "Expose",
          "Expose.Checks",
          "Expose.Paths",
          "Expose.Paths.Path",
          "Expose.Paths.ListenerPort",
          "Expose.Paths.LocalPathPort",
          "Expose.Paths.Protocol",
          "Expose.Paths.ParsedFromCheck",
          "UpstreamConfig",
          "UpstreamConfig.Overrides",
          "UpstreamConfig.Overrides.Name",
          "UpstreamConfig.Overrides.Protocol",
          "UpstreamConfig.Overrides.Peer",
          "UpstreamConfig.Overrides.ConnectTimeoutMs",
          "UpstreamConfig.Overrides.Limits",
          "UpstreamConfig.Overrides.Limits.MaxConnections",
          "UpstreamConfig.Overrides.MeshGateway.Mode",
          "UpstreamConfig.Overrides.PassiveHealthCheck.MaxFailures",
          "UpstreamConfig.Overrides.BalanceOutboundConnections",
          "UpstreamConfig.Defaults",
          "UpstreamConfig.Defaults.Protocol",
          "UpstreamConfig.Defaults.ConnectTimeoutMs",
          "UpstreamConfig.Defaults.EnvoyListenerJSON",
          "Destination",
          "Destination.Addresses",
          "Destination.Port",
          "MaxInboundConnections",
          "LocalConnectTimeoutMs",
          "LocalRequestTimeoutMs",
          "BalanceInboundConnections",
          "EnvoyExtensions",
          "EnvoyExtensions.Name",
          "EnvoyExtensions.Required",
          "EnvoyExtensions.Arguments",
          "EnvoyExtensions.ConsulVersion",
          "EnvoyExtensions.EnvoyVersion",
          "Hash",
          "CreateIndex",
          "ModifyIndex",
          "RaftIndex",
          "Nope");
  private static final List<String> OPERATORS =
      List.of(
          "%s == web",
          "%s != \"\"",
          "%s is empty",
          "%s is not empty",
          "web in %s",
          "%s contains v1",
          "%s matches \"^w\"",
          "%s == 8080",
          "%s == true",
          "8080 not in %s");

  @TempDir private static Path folder;

  private static SideBySide both;

  @BeforeAll
  static void start() throws IOException {
    both = new SideBySide(folder);
    String[] setup = {
      "PUT /v1/catalog/register"
          + " {\"Node\":\"n1\",\"Address\":\"10.0.0.1\",\"NodeMeta\":{\"env\":\"web\"},"
          + "\"TaggedAddresses\":{\"lan\":\"web\"},\"Locality\":{\"Region\":\"web\"},\"Service\":"
          + "{\"Service\":\"web\",\"Tags\":[\"v1\",\"web\"],\"Port\":8080,\"Meta\":{\"version\":\"v1\"},"
          + "\"TaggedAddresses\":{\"lan\":{\"Address\":\"web\",\"Port\":8080}}},\"Checks\":[{\"CheckID\":"
          + "\"c\",\"Name\":\"web\",\"ServiceID\":\"web\",\"Status\":\"passing\",\"Definition\":{\"HTTP\":"
          + "\"web\",\"Header\":{\"x\":[\"web\"]}}},{\"Name\":\"node\",\"Status\":\"warning\"}]}",
      "PUT /v1/catalog/register {\"Node\":\"n1\",\"Address\":\"10.0.0.1\",\"SkipNodeUpdate\":true,"
          + "\"Service\":{\"Kind\":\"connect-proxy\",\"Service\":\"web-proxy\",\"Port\":8081,\"Proxy\":"
          + "{\"DestinationServiceName\":\"web\",\"Upstreams\":[{\"DestinationName\":\"web\","
          + "\"LocalBindPort\":8080}],\"Expose\":{\"Paths\":[{\"Path\":\"web\",\"ListenerPort\":8080}]}}}}",
      "PUT /v1/agent/service/register"
          + " {\"Name\":\"web\",\"ID\":\"local\",\"Port\":8080,\"Tags\":[\"v1\"],"
          + "\"Meta\":{\"version\":\"v1\"},\"Check\":{\"TTL\":\"1h\",\"Name\":\"web\"}}",
      "PUT /v1/config"
          + " {\"Kind\":\"service-defaults\",\"Name\":\"web\",\"Protocol\":\"http\",\"Meta\":"
          + "{\"a\":\"web\"},\"UpstreamConfig\":{\"Overrides\":[{\"Name\":\"web\"}],\"Defaults\":"
          + "{\"Protocol\":\"web\"}},\"MaxInboundConnections\":8080,\"Expose\":{\"Paths\":[{\"Path\":\"/w\","
          + "\"ListenerPort\":8080,\"LocalPathPort\":1,\"Protocol\":\"http\"}]}}",
      "PUT /v1/config {\"Kind\":\"service-defaults\",\"Name\":\"other\"}",
    };
    for (String line : setup) {
      Answers answers = both.play(line);
      assertThat(answers.consul()).as(line).startsWith("200");
      assertThat(answers.ours()).as(line).startsWith("200");
    }
  }

  @AfterAll
  static void stop() {
    both.close();
  }

  private static List<String> selectors(String type) {
    return switch (type) {
      case "Node" -> NODE;
      case "NodeService" -> SERVICE;
      case "HealthCheck" -> CHECK;
      case "Member" -> MEMBER;
      case "ServiceDefaults" -> DEFAULTS;
      case "ServiceNode" -> serviceNode();
      case "Instance" -> instance();
      default -> throw new IllegalArgumentException(type);
    };
  }

  /** The flat form: a node's fields and those of a service with its name before them. */
  private static List<String> serviceNode() {
    List<String> fields =
        new ArrayList<>(
            List.of(
                "ID",
                "Node",
                "Address",
                "Datacenter",
                "TaggedAddresses",
                "TaggedAddresses.lan",
                "NodeMeta",
                "NodeMeta.env",
                "ServiceName",
                "PeerName",
                "Nope"));
    SERVICE.stream()
        .filter(name -> !name.equals("Service") && !name.equals("PeerName"))
        .map(name -> name.endsWith("Index") ? name : "Service" + name)
        .forEach(fields::add);
    return fields;
  }

  private static List<String> instance() {
    List<String> fields = new ArrayList<>(List.of("Node", "Service", "Checks", "Nope"));
    NODE.forEach(name -> fields.add("Node." + name));
    SERVICE.forEach(name -> fields.add("Service." + name));
    CHECK.forEach(name -> fields.add("Checks." + name));
    return fields;
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/catalog/nodes,Node",
    "/v1/catalog/services,ServiceNode",
    "/v1/catalog/service/web,ServiceNode",
    "/v1/catalog/connect/web,ServiceNode",
    "/v1/catalog/node/n1,NodeService",
    "/v1/catalog/node-services/n1,NodeService",
    "/v1/health/node/n1,HealthCheck",
    "/v1/health/checks/web,HealthCheck",
    "/v1/health/state/any,HealthCheck",
    "/v1/health/service/web,Instance",
    "/v1/health/connect/web,Instance",
    "/v1/health/ingress/web,Instance",
    "/v1/internal/ui/services,Instance",
    "/v1/agent/services,NodeService",
    "/v1/agent/checks,HealthCheck",
    "/v1/agent/members,Member",
    "/v1/config/service-defaults,ServiceDefaults",
  })
  void letsPassAndRefusesAsConsulDoes(String path, String type) {
    List<String> differences = new ArrayList<>();
    for (String selector : selectors(type)) {
      for (String operator : OPERATORS) {
        String filter = operator.formatted(selector);
        Answers answers;
        try {
          answers = both.get(path + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
        } catch (UncheckedIOException e) {
          // Consul falls over some of them and closes the connection.
          continue;
        }
        String consul = passed(answers.consul());
        String ours = passed(answers.ours());
        if (!consul.equals(ours)) {
          differences.add("%s%n  Consul: %s%n  ours:   %s".formatted(filter, consul, ours));
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  /** What of a list or map passed, by its names; a refusal whole. */
  private static String passed(String answer) {
    if (!answer.startsWith("200 ")) {
      // Which of Go's two readers of whole numbers refused is no difference to anybody.
      return answer.replace("ParseUint", "ParseInt");
    }
    try {
      JsonNode body = JSON.readTree(answer.substring(4));
      JsonNode all = body.has("Services") ? body.get("Services") : body;
      TreeSet<String> names = new TreeSet<>();
      if (all.isObject()) {
        all.fieldNames().forEachRemaining(names::add);
      }
      for (JsonNode each : all) {
        JsonNode inner =
            each.has("Service") && each.get("Service").isObject() ? each.get("Service") : each;
        for (String key : List.of("Name", "Node", "ID", "ServiceID", "CheckID")) {
          if (inner.path(key).isTextual()) {
            names.add(key + "=" + inner.get(key).asText());
          }
        }
      }
      return "200 " + names;
    } catch (JsonProcessingException e) {
      return answer;
    }
  }
}
