package dev.treaty.agent.peering;

import dev.treaty.agent.catalog.CatalogTables;
import dev.treaty.agent.catalog.CatalogView;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.Instance;
import dev.treaty.agent.catalog.Locality;
import dev.treaty.agent.catalog.NodeRow;
import dev.treaty.agent.catalog.ServiceName;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.connect.ConnectCa;
import dev.treaty.agent.peering.stream.ExportSnapshot;
import dev.treaty.agent.peering.stream.ExportedService;
import dev.treaty.agent.peering.stream.PeerLocality;
import dev.treaty.agent.peering.stream.PeerTrustBundle;
import dev.treaty.agent.peering.stream.PeeredAddress;
import dev.treaty.agent.peering.stream.PeeredCheck;
import dev.treaty.agent.peering.stream.PeeredInstance;
import dev.treaty.agent.peering.stream.PeeredNode;
import dev.treaty.agent.peering.stream.PeeredService;
import dev.treaty.agent.peering.stream.PeeredWeights;
import dev.treaty.agent.store.State;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.TableId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What a peer may see of this cluster: the exported services' instances, and our roots. */
final class Exports {

  /** The tables a snapshot is made of. */
  static final TableId<?>[] WATCHED = {
    CatalogTables.NODES,
    CatalogTables.SERVICES,
    CatalogTables.CHECKS,
    ExportRules.TABLE,
    ConnectCa.ROOTS
  };

  private final ConnectCa ca;
  private final Supplier<Optional<List<String>>> serverAddresses;

  Exports(ConnectCa ca, Supplier<Optional<List<String>>> serverAddresses) {
    this.ca = ca;
    this.serverAddresses = serverAddresses;
  }

  ExportSnapshot snapshot(State state, PeeringRow peering) {
    CatalogView catalog = new CatalogView(state);
    Map<String, ExportedService> services = new TreeMap<>();
    for (ServiceName name : ExportRules.exportedTo(state, peering)) {
      // Names cross bare; where two namespaces export the same one, the first in order is it.
      services.putIfAbsent(
          name.name(),
          ExportedService.at(catalog.version("", name), () -> instances(catalog, name)));
    }
    return ExportSnapshot.of(
        services,
        Optional.of(
            new PeerTrustBundle(
                ca.trustDomain().name(),
                ConnectCa.rootPems(state),
                peering.partition().equals("default") ? "" : peering.partition())),
        serverAddresses.get().orElse(List.of()));
  }

  private static List<PeeredInstance> instances(CatalogView catalog, ServiceName name) {
    return catalog.localInstances(name).stream()
        .filter(instance -> instance.service().row().kind().isEmpty())
        .map(Exports::peered)
        .toList();
  }

  private static PeeredInstance peered(Instance instance) {
    return new PeeredInstance(
        node(instance.node().row()),
        service(instance.service().row()),
        instance.checks().stream().map(Stored::row).map(Exports::check).toList());
  }

  private static PeeredNode node(NodeRow node) {
    return new PeeredNode(
        node.id(),
        node.name(),
        node.address(),
        node.datacenter(),
        node.taggedAddresses(),
        node.meta(),
        locality(node.locality()));
  }

  private static PeeredService service(ServiceRow service) {
    Map<String, PeeredAddress> tagged = new HashMap<>();
    service
        .taggedAddresses()
        .forEach((tag, to) -> tagged.put(tag, new PeeredAddress(to.address(), to.port())));
    return new PeeredService(
        service.kind(),
        service.id(),
        service.name(),
        service.tags(),
        service.address(),
        service.port(),
        tagged,
        service.meta(),
        Optional.of(new PeeredWeights(service.weights().passing(), service.weights().warning())),
        service.enableTagOverride(),
        service.socketPath(),
        locality(service.locality()),
        Optional.empty());
  }

  private static PeeredCheck check(CheckRow check) {
    return new PeeredCheck(
        check.id(),
        check.name(),
        check.status(),
        check.notes(),
        check.output(),
        check.serviceId(),
        check.serviceName(),
        check.serviceTags(),
        check.type());
  }

  private static Optional<PeerLocality> locality(Locality locality) {
    return locality.unknown()
        ? Optional.empty()
        : Optional.of(new PeerLocality(locality.region(), locality.zone()));
  }
}
