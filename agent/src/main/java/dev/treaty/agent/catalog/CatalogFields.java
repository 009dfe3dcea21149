package dev.treaty.agent.catalog;

import dev.treaty.agent.filter.Fields;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What filters may select of the catalog's objects, by the names of Consul's Go fields. */
public final class CatalogFields {

  /** An extension of Envoy. */
  private static final Fields<Value.Fields> EXTENSION =
      Fields.<Value.Fields>none()
          .text("Name", extension -> extension.text("Name"))
          .flag("Required", extension -> extension.flag("Required"))
          .text("ConsulVersion", extension -> extension.text("ConsulVersion"))
          .text("EnvoyVersion", extension -> extension.text("EnvoyVersion"));

  private static final Fields<ServiceAddress> ADDRESS =
      Fields.<ServiceAddress>none()
          .text("Address", ServiceAddress::address)
          .number("Port", ServiceAddress::port);

  private static final Fields<Weights> WEIGHTS =
      Fields.<Weights>none()
          .number("Passing", Weights::passing)
          .number("Warning", Weights::warning);

  private static final Fields<MeshConfig> CONNECT =
      Fields.<MeshConfig>none().flag("Native", MeshConfig::nativeMesh);

  private static final Fields<String> MODE = Fields.<String>none().text("Mode", mode -> mode);

  private static final Fields<ProxyConfig.Upstream> UPSTREAM =
      Fields.<ProxyConfig.Upstream>none()
          .text("DestinationType", ProxyConfig.Upstream::destinationType)
          .text("DestinationNamespace", ProxyConfig.Upstream::destinationNamespace)
          .text("DestinationPartition", ProxyConfig.Upstream::destinationPartition)
          .text("DestinationPeer", ProxyConfig.Upstream::destinationPeer)
          .text("DestinationName", ProxyConfig.Upstream::destinationName)
          .text("Datacenter", ProxyConfig.Upstream::datacenter)
          .text("LocalBindAddress", ProxyConfig.Upstream::localBindAddress)
          .number("LocalBindPort", ProxyConfig.Upstream::localBindPort)
          .text("LocalBindSocketPath", ProxyConfig.Upstream::localBindSocketPath)
          .text("LocalBindSocketMode", ProxyConfig.Upstream::localBindSocketMode)
          .object("MeshGateway", ProxyConfig.Upstream::meshGatewayMode, MODE);

  private static final Fields<ProxyConfig.ExposePath> PATH =
      Fields.<ProxyConfig.ExposePath>none()
          .number("ListenerPort", ProxyConfig.ExposePath::listenerPort)
          .text("Path", ProxyConfig.ExposePath::path)
          .number("LocalPathPort", ProxyConfig.ExposePath::localPathPort)
          .text("Protocol", ProxyConfig.ExposePath::protocol)
          .flag("ParsedFromCheck", ProxyConfig.ExposePath::parsedFromCheck);

  /** {@code Proxy} of a service. */
  public static final Fields<ProxyConfig> PROXY =
      Fields.<ProxyConfig>none()
          .text("DestinationServiceName", ProxyConfig::destinationServiceName)
          .text("DestinationServiceID", ProxyConfig::destinationServiceId)
          .text("LocalServiceAddress", ProxyConfig::localServiceAddress)
          .number("LocalServicePort", ProxyConfig::localServicePort)
          .text("LocalServiceSocketPath", ProxyConfig::localServiceSocketPath)
          .text("Mode", ProxyConfig::mode)
          .objects("Upstreams", ProxyConfig::upstreams, UPSTREAM)
          .object("MeshGateway", ProxyConfig::meshGatewayMode, MODE)
          .object(
              "Expose",
              ProxyConfig::expose,
              Fields.<ProxyConfig.Expose>none()
                  .flag("Checks", ProxyConfig.Expose::checks)
                  .objects("Paths", ProxyConfig.Expose::paths, PATH))
          .object(
              "TransparentProxy",
              ProxyConfig::transparent,
              Fields.<ProxyConfig.Transparent>none()
                  .number("OutboundListenerPort", ProxyConfig.Transparent::outboundListenerPort)
                  .flag("DialedDirectly", ProxyConfig.Transparent::dialedDirectly))
          .object(
              "AccessLogs",
              ProxyConfig::accessLogs,
              Fields.<ProxyConfig.AccessLogs>none()
                  .flag("Enabled", ProxyConfig.AccessLogs::enabled)
                  .flag("DisableListenerLogs", ProxyConfig.AccessLogs::disableListenerLogs)
                  .text("Type", ProxyConfig.AccessLogs::type)
                  .text("Path", ProxyConfig.AccessLogs::path)
                  .text("JSONFormat", ProxyConfig.AccessLogs::jsonFormat)
                  .text("TextFormat", ProxyConfig.AccessLogs::textFormat))
          .objects("EnvoyExtensions", CatalogFields::extensions, EXTENSION);

  private static List<Value.Fields> extensions(ProxyConfig proxy) {
    byte[] json = proxy.envoyExtensions().getBytes(StandardCharsets.UTF_8);
    return json.length > 0 && ValueJson.parse(json) instanceof Value.Items items
        ? Value.Fields.EMPTY.with("All", items).maps("All")
        : List.of();
  }

  /** A node. */
  public static final Fields<NodeRow> NODE =
      Fields.<NodeRow>none()
          .text("ID", NodeRow::id)
          .text("Node", NodeRow::name)
          .text("Address", NodeRow::address)
          .text("Datacenter", NodeRow::datacenter)
          .text("Partition", row -> row.partition().equals("default") ? "" : row.partition())
          .text("PeerName", NodeRow::peer)
          .textMap("TaggedAddresses", NodeRow::taggedAddresses)
          .textMap("Meta", NodeRow::meta);

  /** An instance on its node. */
  public static final Fields<ServiceRow> SERVICE =
      Fields.<ServiceRow>none()
          .text("Kind", ServiceRow::kind)
          .text("ID", ServiceRow::id)
          .text("Service", ServiceRow::name)
          .texts("Tags", ServiceRow::tags)
          .text("Address", ServiceRow::address)
          .objectMap("TaggedAddresses", ServiceRow::taggedAddresses, ADDRESS)
          .textMap("Meta", ServiceRow::meta)
          .number("Port", ServiceRow::port)
          .text("SocketPath", ServiceRow::socketPath)
          .object("Weights", ServiceRow::weights, WEIGHTS)
          .flag("EnableTagOverride", ServiceRow::enableTagOverride)
          .object("Proxy", ServiceRow::proxy, PROXY)
          .object("Connect", ServiceRow::mesh, CONNECT)
          .text("PeerName", ServiceRow::peer);

  /** A check. */
  public static final Fields<CheckRow> CHECK =
      Fields.<CheckRow>none()
          .text("Node", CheckRow::node)
          .text("CheckID", CheckRow::id)
          .text("Name", CheckRow::name)
          .text("Status", CheckRow::status)
          .text("Notes", CheckRow::notes)
          .text("Output", CheckRow::output)
          .text("ServiceID", CheckRow::serviceId)
          .text("ServiceName", CheckRow::serviceName)
          .texts("ServiceTags", CheckRow::serviceTags)
          .text("Type", CheckRow::type)
          .text("Interval", CheckRow::interval)
          .text("Timeout", CheckRow::timeout)
          .number("ExposedPort", CheckRow::exposedPort)
          .text("PeerName", CheckRow::peer);

  /** An instance with node and checks. */
  public static final Fields<Instance> INSTANCE =
      Fields.<Instance>none()
          .object("Node", instance -> instance.node().row(), NODE)
          .object("Service", instance -> instance.service().row(), SERVICE)
          .objects(
              "Checks", instance -> instance.checks().stream().map(Stored::row).toList(), CHECK);

  /** An instance and its node in one object, as {@code catalog/service} shows it. */
  static final Fields<Placed> SERVICE_NODE =
      Fields.<Placed>none()
          .text("ID", placed -> placed.node().id())
          .text("Node", placed -> placed.node().name())
          .text("Address", placed -> placed.node().address())
          .text("Datacenter", placed -> placed.node().datacenter())
          .textMap("TaggedAddresses", placed -> placed.node().taggedAddresses())
          .textMap("NodeMeta", placed -> placed.node().meta())
          .text("ServiceKind", placed -> placed.service().kind())
          .text("ServiceID", placed -> placed.service().id())
          .text("ServiceName", placed -> placed.service().name())
          .texts("ServiceTags", placed -> placed.service().tags())
          .text("ServiceAddress", placed -> placed.service().address())
          .objectMap(
              "ServiceTaggedAddresses", placed -> placed.service().taggedAddresses(), ADDRESS)
          .object("ServiceWeights", placed -> placed.service().weights(), WEIGHTS)
          .textMap("ServiceMeta", placed -> placed.service().meta())
          .number("ServicePort", placed -> placed.service().port())
          .text("ServiceSocketPath", placed -> placed.service().socketPath())
          .flag("ServiceEnableTagOverride", placed -> placed.service().enableTagOverride())
          .object("ServiceProxy", placed -> placed.service().proxy(), PROXY)
          .object("ServiceConnect", placed -> placed.service().mesh(), CONNECT)
          .text("PeerName", placed -> placed.service().peer());

  private CatalogFields() {}

  /** An instance and its node. */
  record Placed(Stored<ServiceRow> stored, NodeRow node) {
    ServiceRow service() {
      return stored.row();
    }
  }
}
