package dev.treaty.agent.catalog;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Replaces everything that stands for one service of one peer: instances with their checks appear
 * together, those not named vanish, and so do nodes that no instance of the peer is left on.
 *
 * @param peer the local name of the peer; never empty
 * @param instances all instances the peer exports of the service; empty if there is none
 */
public record ImportInstances(String peer, ServiceName service, List<Imported> instances)
    implements Command<Boolean> {

  public ImportInstances {
    if (peer.isEmpty()) {
      throw new IllegalArgumentException("an import needs the name of a peer");
    }
    instances = List.copyOf(instances);
  }

  /**
   * One instance as the peer describes it. What its rows say of peer, node and service is overruled
   * by the import they are part of.
   *
   * @param checks of the instance, or of the node where they name no instance
   */
  public record Imported(NodeRow node, ServiceRow service, List<CheckRow> checks) {

    public Imported {
      checks = List.copyOf(checks);
    }
  }

  @Override
  public Boolean apply(StateWriter writer) {
    CatalogWriter catalog = new CatalogWriter(writer);
    String prefix = CatalogTables.servicePrefix(peer, service.tenancy(), service.name());
    List<Stored<ServiceRow>> before = writer.prefix(CatalogTables.SERVICES, prefix);
    Set<String> kept = new HashSet<>();
    for (Imported instance : instances) {
      kept.add(CatalogTables.serviceKey(own(instance)));
    }
    for (Stored<ServiceRow> old : before) {
      if (!kept.contains(old.key())) {
        catalog.deleteService(old.row());
      }
    }
    for (Imported instance : instances) {
      put(catalog, instance);
    }
    for (Stored<ServiceRow> old : before) {
      catalog.deleteNodeIfEmpty(peer, service.tenancy().partition(), old.row().node());
    }
    return true;
  }

  private void put(CatalogWriter catalog, Imported instance) {
    ServiceRow row = own(instance);
    NodeRow described = instance.node().importedFrom(peer);
    NodeRow node =
        new NodeRow(
            peer,
            service.tenancy().partition(),
            described.id(),
            described.name(),
            described.address(),
            described.datacenter(),
            described.taggedAddresses(),
            described.meta(),
            described.locality());
    catalog.putNode(node);
    catalog.putService(row);
    Set<String> keptChecks = new HashSet<>();
    for (CheckRow check : instance.checks()) {
      keptChecks.add(check.id().toLowerCase(Locale.ROOT));
      catalog.putCheck(own(check, row));
    }
    for (List<Stored<CheckRow>> stored : List.of(catalog.checksOf(row), catalog.checksOf(node))) {
      for (Stored<CheckRow> check : stored) {
        if (!keptChecks.contains(check.row().id().toLowerCase(Locale.ROOT))) {
          catalog.deleteCheck(peer, node.partition(), node.name(), check.row().id());
        }
      }
    }
  }

  private ServiceRow own(Imported instance) {
    ServiceRow row = instance.service();
    return new ServiceRow(
        peer,
        service.tenancy(),
        instance.node().name(),
        row.kind(),
        row.id(),
        service.name(),
        row.tags(),
        row.address(),
        row.taggedAddresses(),
        row.meta(),
        row.port(),
        row.socketPath(),
        row.weights(),
        row.enableTagOverride(),
        row.proxy(),
        row.mesh(),
        row.locality());
  }

  private CheckRow own(CheckRow check, ServiceRow row) {
    CheckRow placed =
        check.ofNode()
            ? check.forService("", "", check.serviceTags())
            : check.forService(row.id(), row.name(), row.tags());
    return new CheckRow(
        peer,
        service.tenancy(),
        row.node(),
        placed.id(),
        placed.name(),
        placed.status(),
        placed.notes(),
        placed.output(),
        placed.serviceId(),
        placed.serviceName(),
        placed.serviceTags(),
        placed.type(),
        placed.interval(),
        placed.timeout(),
        placed.exposedPort(),
        placed.definition());
  }
}
