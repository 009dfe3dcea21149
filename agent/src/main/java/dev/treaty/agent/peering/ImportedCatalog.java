package dev.treaty.agent.peering;

import dev.treaty.agent.catalog.CheckDefinition;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.DropPeer;
import dev.treaty.agent.catalog.ImportInstances;
import dev.treaty.agent.catalog.Locality;
import dev.treaty.agent.catalog.MeshConfig;
import dev.treaty.agent.catalog.NodeRow;
import dev.treaty.agent.catalog.ProxyConfig;
import dev.treaty.agent.catalog.PruneImported;
import dev.treaty.agent.catalog.ServiceAddress;
import dev.treaty.agent.catalog.ServiceName;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.catalog.Weights;
import dev.treaty.agent.peering.stream.PeerLocality;
import dev.treaty.agent.peering.stream.PeeredCheck;
import dev.treaty.agent.peering.stream.PeeredInstance;
import dev.treaty.agent.peering.stream.PeeredNode;
import dev.treaty.agent.peering.stream.PeeredProxy;
import dev.treaty.agent.peering.stream.PeeredService;
import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.model.entry.Tenancy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one place that writes a peer's services into the catalogue. Each command looks first, inside
 * the transaction, whether the peering it speaks for still stands: a late message of an ended
 * peering changes nothing.
 */
final class ImportedCatalog {

  private ImportedCatalog() {}

  /** Removes every node, service and check of the peer. */
  static void drop(StateWriter writer, PeeringRow row) {
    new DropPeer(row.name(), row.partition(), Integer.MAX_VALUE).apply(writer);
  }

  /** Makes the instances the whole truth about a name of a peer. False if the peering is over. */
  record ImportService(String peeringId, String name, List<ImportInstances.Imported> instances)
      implements Command<Boolean> {

    ImportService {
      instances = List.copyOf(instances);
    }

    @Override
    public Boolean apply(StateWriter writer) {
      Optional<PeeringRow> row = PeeringRows.liveById(writer, peeringId);
      row.ifPresent(live ->
          new ImportInstances(live.name(), serviceName(live, name), instances).apply(writer));
      return row.isPresent();
    }
  }

  /** Removes every service of a peer that is not named. False if the peering is over. */
  record KeepServices(String peeringId, List<String> names) implements Command<Boolean> {

    KeepServices {
      names = List.copyOf(names);
    }

    @Override
    public Boolean apply(StateWriter writer) {
      Optional<PeeringRow> row = PeeringRows.liveById(writer, peeringId);
      row.ifPresent(live ->
          new PruneImported(
                  live.name(),
                  live.partition(),
                  names.stream().map(name -> serviceName(live, name)).toList())
              .apply(writer));
      return row.isPresent();
    }
  }

  private static ServiceName serviceName(PeeringRow row, String name) {
    return new ServiceName(tenancy(row.partition()), name);
  }

  private static Tenancy tenancy(String partition) {
    return new Tenancy(partition, "");
  }

  /** The rows of an instance as its peer describes it. */
  static ImportInstances.Imported rows(PeeredInstance instance) {
    Tenancy tenancy = Tenancy.DEFAULT; // overruled by the import it becomes part of
    PeeredNode node = instance.node();
    return new ImportInstances.Imported(
        new NodeRow(
            "",
            tenancy.partition(),
            node.id(),
            node.name(),
            node.address(),
            node.datacenter(),
            node.taggedAddresses(),
            node.meta(),
            locality(node.locality())),
        service(instance.service(), node.name(), tenancy),
        instance.checks().stream().map(check -> check(check, node.name(), tenancy)).toList());
  }

  private static ServiceRow service(PeeredService service, String node, Tenancy tenancy) {
    Map<String, ServiceAddress> tagged = new HashMap<>();
    service
        .taggedAddresses()
        .forEach((tag, to) -> tagged.put(tag, new ServiceAddress(to.address(), to.port())));
    return new ServiceRow(
        "",
        tenancy,
        node,
        service.kind(),
        service.id(),
        service.name(),
        service.tags(),
        service.address(),
        tagged,
        service.meta(),
        service.port(),
        service.socketPath(),
        service
            .weights()
            .map(weights -> new Weights(weights.passing(), weights.warning()))
            .orElse(Weights.DEFAULT),
        service.enableTagOverride(),
        service
            .proxy()
            .map(proxy ->
                ProxyConfig.NONE.toward(
                    proxy.destinationService(), proxy.destinationId(), "", 0, ""))
            .orElse(ProxyConfig.NONE),
        service
            .proxy()
            .flatMap(PeeredProxy::peerMeta)
            .map(ImportedCatalog::mesh)
            .orElse(MeshConfig.NONE),
        locality(service.locality()));
  }

  private static MeshConfig mesh(dev.treaty.agent.peering.stream.PeerMeta meta) {
    return new MeshConfig(
        false, new MeshConfig.PeerMeta(meta.sni(), meta.spiffeIds(), meta.protocol()));
  }

  private static CheckRow check(PeeredCheck check, String node, Tenancy tenancy) {
    return new CheckRow(
        "",
        tenancy,
        node,
        check.id(),
        check.name(),
        check.status(),
        check.notes(),
        check.output(),
        check.serviceId(),
        check.serviceName(),
        check.serviceTags(),
        check.type(),
        "",
        "",
        0,
        CheckDefinition.NONE);
  }

  private static Locality locality(Optional<PeerLocality> locality) {
    return locality.map(known -> new Locality(known.region(), known.zone())).orElse(Locality.NONE);
  }
}
