package dev.treaty.agent.peering.stream;

import static dev.treaty.agent.peering.stream.StreamLimits.CHECKS_PER_INSTANCE;
import static dev.treaty.agent.peering.stream.StreamLimits.INSTANCES;
import static dev.treaty.agent.peering.stream.StreamLimits.TAGS;

import dev.treaty.agent.wire.service.CheckServiceNode;
import dev.treaty.agent.wire.service.HealthCheck;
import dev.treaty.agent.wire.service.Node;
import dev.treaty.agent.wire.service.NodeService;
import dev.treaty.agent.wire.service.PeeringServiceMeta;
import dev.treaty.agent.wire.service.ServicePort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the instances of one imported service and refuses all of them for one that is wrong. */
final class InstanceReader {
  private static final String PROXY = "connect-proxy";

  private final String name;
  private final Set<List<String>> instances = new HashSet<>();
  private final Map<String, String> nodeById = new HashMap<>();
  private final Map<List<String>, String> serviceByCheck = new HashMap<>();

  private InstanceReader(String name) {
    this.name = Fields.required("service name", name);
  }

  static List<PeeredInstance> read(String name, List<CheckServiceNode> wire) {
    if (wire.size() > INSTANCES) {
      throw new Refusal(wire.size() + " instances, at most " + INSTANCES);
    }
    InstanceReader reader = new InstanceReader(name);
    List<PeeredInstance> read = new ArrayList<>(wire.size());
    for (int i = 0; i < wire.size(); i++) {
      read.add(reader.instance("instance " + i, wire.get(i)));
    }
    return List.copyOf(read);
  }

  private PeeredInstance instance(String place, CheckServiceNode wire) {
    if (!wire.hasNode()) {
      throw new Refusal(place + ": there is no node");
    }
    if (!wire.hasService()) {
      throw new Refusal(place + ": there is no service");
    }
    PeeredNode node = node(place, wire.getNode());
    PeeredService service = service(place, node, wire.getService());
    if (!instances.add(List.of(node.name(), service.id()))) {
      throw new Refusal(
          place + ": service ID \"" + service.id() + "\" is twice on node \"" + node.name() + "\"");
    }
    if (wire.getChecksCount() > CHECKS_PER_INSTANCE) {
      throw new Refusal(
          place + ": " + wire.getChecksCount() + " checks, at most " + CHECKS_PER_INSTANCE);
    }
    List<PeeredCheck> checks = new ArrayList<>(wire.getChecksCount());
    for (int i = 0; i < wire.getChecksCount(); i++) {
      checks.add(check(place + ", check " + i, node, service, wire.getChecks(i)));
    }
    return new PeeredInstance(node, service, checks);
  }

  private PeeredNode node(String place, Node wire) {
    String nodeName = Fields.required(place + ": node name", wire.getNode());
    String id = wire.getID();
    if (!id.isEmpty()) {
      if (!NodeIds.isValid(id)) {
        throw new Refusal(place + ": node ID \"" + Shown.of(id) + "\" is no UUID");
      }
      // One id under two names would rename the first node away while the second is stored.
      String other = nodeById.putIfAbsent(id, nodeName);
      if (other != null && !other.equals(nodeName)) {
        throw new Refusal(
            place + ": node ID " + id + " belongs to \"" + other + "\" and \"" + nodeName + "\"");
      }
    }
    Map<String, String> addresses = wire.getTaggedAddressesMap();
    addresses.forEach((tag, address) -> {
      String unused = Fields.text(place + ": tagged address", tag);
      unused = Fields.text(place + ": tagged address", address);
    });
    return new PeeredNode(
        id,
        nodeName,
        Fields.text(place + ": node address", wire.getAddress()),
        Fields.text(place + ": datacenter", wire.getDatacenter()),
        addresses,
        Fields.meta(place, wire.getMetaMap(), true),
        wire.hasLocality() ? Optional.of(locality(place, wire.getLocality())) : Optional.empty());
  }

  private PeeredService service(String place, PeeredNode node, NodeService wire) {
    String id = Fields.required(place + ": service ID", wire.getID());
    if (!wire.getService().equals(name)) {
      throw new Refusal(
          place
              + ": service \""
              + Shown.of(wire.getService())
              + "\" came as \""
              + Shown.of(name)
              + "\"");
    }
    if (!wire.getKind().isEmpty() && !wire.getKind().equals(PROXY)) {
      throw new Refusal(place + ": kind \"" + Shown.of(wire.getKind()) + "\" cannot be imported");
    }
    if (wire.getTagsCount() > TAGS) {
      throw new Refusal(place + ": " + wire.getTagsCount() + " tags, at most " + TAGS);
    }
    wire.getTagsList().forEach(tag -> requireProse(place + ": tag", tag));
    Map<String, PeeredAddress> addresses = new HashMap<>();
    wire.getTaggedAddressesMap()
        .forEach((tag, address) ->
            addresses.put(
                Fields.text(place + ": tagged address", tag),
                new PeeredAddress(
                    Fields.text(place + ": tagged address", address.getAddress()),
                    Fields.port(place + ": tagged port", address.getPort()))));
    String metaPlace = "Invalid Service Meta for node " + node.name() + " and serviceID " + id;
    return new PeeredService(
        wire.getKind(),
        id,
        name,
        wire.getTagsList(),
        Fields.text(place + ": service address", wire.getAddress()),
        Fields.port(place + ": port", port(wire)),
        addresses,
        Fields.meta(metaPlace, wire.getMetaMap(), false),
        weights(place, wire),
        wire.getEnableTagOverride(),
        Fields.text(place + ": socket path", wire.getSocketPath()),
        wire.hasLocality() ? Optional.of(locality(place, wire.getLocality())) : Optional.empty(),
        proxy(place, wire));
  }

  // Since 1.22 an exporter of named ports leaves the single port out.
  private static int port(NodeService wire) {
    if (wire.getPort() != 0) {
      return wire.getPort();
    }
    return wire.getPortsList().stream()
        .filter(ServicePort::getDefault)
        .findFirst()
        .map(ServicePort::getPort)
        .orElse(0);
  }

  private static Optional<PeeredWeights> weights(String place, NodeService wire) {
    if (!wire.hasWeights()) {
      return Optional.empty();
    }
    int passing = wire.getWeights().getPassing();
    int warning = wire.getWeights().getWarning();
    if (passing < 0 || warning < 0) {
      throw new Refusal(place + ": a weight is negative");
    }
    return Optional.of(new PeeredWeights(passing, warning));
  }

  private static Optional<PeeredProxy> proxy(String place, NodeService wire) {
    if (!wire.getKind().equals(PROXY)) {
      return Optional.empty();
    }
    Optional<PeerMeta> peerMeta = Optional.empty();
    if (wire.getConnect().hasPeerMeta()) {
      PeeringServiceMeta meta = wire.getConnect().getPeerMeta();
      meta.getSNIList().forEach(sni -> requireText(place + ": SNI", sni));
      meta.getSpiffeIDList().forEach(id -> requireText(place + ": SPIFFE ID", id));
      peerMeta =
          Optional.of(
              new PeerMeta(
                  meta.getSNIList(),
                  meta.getSpiffeIDList(),
                  Fields.text(place + ": protocol", meta.getProtocol())));
    }
    return Optional.of(
        new PeeredProxy(
            Fields.text(place + ": destination", wire.getProxy().getDestinationServiceName()),
            Fields.text(place + ": destination", wire.getProxy().getDestinationServiceID()),
            peerMeta));
  }

  private PeeredCheck check(
      String place, PeeredNode node, PeeredService service, HealthCheck wire) {
    String id = Fields.required(place + ": check ID", wire.getCheckID());
    if (!wire.getNode().equals(node.name())) {
      throw new Refusal(
          place
              + ": node \""
              + Shown.of(wire.getNode())
              + "\" is not that of the instance, \""
              + node.name()
              + "\"");
    }
    if (!wire.getServiceID().isEmpty() && !wire.getServiceID().equals(service.id())) {
      throw new Refusal(place + ": unknown service ID \"" + Shown.of(wire.getServiceID()) + "\"");
    }
    // Checks are keyed by node and id: one id for two services would leave one without its check.
    String other = serviceByCheck.putIfAbsent(List.of(node.name(), id), wire.getServiceID());
    if (other != null && !other.equals(wire.getServiceID())) {
      throw new Refusal(
          place + ": check ID \"" + id + "\" is used twice on node \"" + node.name() + "\"");
    }
    wire.getServiceTagsList().forEach(tag -> requireProse(place + ": tag", tag));
    return new PeeredCheck(
        id,
        Fields.prose(place + ": name", wire.getName()),
        wire.getStatus().isEmpty() ? "critical" : Fields.text(place + ": status", wire.getStatus()),
        Fields.prose(place + ": notes", wire.getNotes()),
        Fields.prose(place + ": output", wire.getOutput()),
        wire.getServiceID(),
        wire.getServiceID().isEmpty() ? "" : service.name(),
        wire.getServiceTagsList(),
        Fields.text(place + ": type", wire.getType()));
  }

  private static PeerLocality locality(
      String place, dev.treaty.agent.wire.common.Locality locality) {
    return new PeerLocality(
        Fields.text(place + ": region", locality.getRegion()),
        Fields.text(place + ": zone", locality.getZone()));
  }

  private static void requireText(String what, String text) {
    String unused = Fields.text(what, text);
  }

  private static void requireProse(String what, String text) {
    String unused = Fields.prose(what, text);
  }
}
