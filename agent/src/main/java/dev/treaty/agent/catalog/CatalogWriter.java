package dev.treaty.agent.catalog;

import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.Tenancy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The single steps of the catalog's commands, each keeping all tables in agreement. */
final class CatalogWriter {

  private final StateWriter writer;

  CatalogWriter(StateWriter writer) {
    this.writer = writer;
  }

  Optional<Stored<NodeRow>> node(String peer, String partition, String name) {
    return writer.get(CatalogTables.NODES, CatalogTables.nodeKey(peer, partition, name));
  }

  void putNode(NodeRow row) {
    writer.putIfChanged(
        CatalogTables.NODES, CatalogTables.nodeKey(row.peer(), row.partition(), row.name()), row);
  }

  /** The instance with this ID on the node, whatever its service. */
  Optional<Stored<ServiceRow>> service(String peer, Tenancy tenancy, String node, String id) {
    return writer
        .get(CatalogTables.NODE_SERVICES, CatalogTables.nodeServiceKey(peer, tenancy, node, id))
        .flatMap(place -> writer.get(CatalogTables.SERVICES, place.row().serviceKey()));
  }

  /** Writes an instance whose node exists; its checks follow it if it changes its service. */
  void putService(ServiceRow given) {
    ServiceRow wanted = withVirtualIp(given);
    Optional<Stored<ServiceRow>> before =
        service(given.peer(), given.tenancy(), given.node(), given.id());
    if (before.isPresent() && before.get().row().equals(wanted)) {
      return;
    }
    String key = CatalogTables.serviceKey(wanted);
    List<CheckRow> moving = List.of();
    if (before.isPresent()) {
      ServiceRow old = before.get().row();
      forgetDestination(old, wanted.meshDestination());
      if (!before.get().key().equals(key)) {
        moving = checksOf(old).stream().map(Stored::row).toList();
        deleteService(old);
      }
    }
    // Again: the virtual address may just have gone with the old row.
    ServiceRow row = withVirtualIp(given);
    writer.put(CatalogTables.SERVICES, key, row);
    writer.putIfChanged(
        CatalogTables.NODE_SERVICES,
        CatalogTables.nodeServiceKey(row.peer(), row.tenancy(), row.node(), row.id()),
        new ServicePlace(key));
    row.meshDestination()
        .ifPresent(
            to -> writer.putIfChanged(CatalogTables.MESH, meshKey(row, to), new ServicePlace(key)));
    moving.forEach(check -> putCheck(check.forService(row.id(), row.name(), row.tags())));
  }

  private ServiceRow withVirtualIp(ServiceRow row) {
    if (row.kind().equals(GatewayAddresses.GATEWAY) && row.peer().isEmpty()) {
      Map<String, ServiceAddress> addresses = new TreeMap<>(row.taggedAddresses());
      addresses.putAll(GatewayAddresses.of(writer, row.tenancy(), row.name()));
      return row.withTaggedAddresses(addresses);
    }
    Optional<String> destination = row.meshDestination().filter(name -> !name.isEmpty());
    if (destination.isEmpty()) {
      return row;
    }
    String key = virtualIpKey(row, destination.get());
    VirtualIp ip = VirtualAddresses.assign(writer, key);
    Map<String, ServiceAddress> addresses = new TreeMap<>(row.taggedAddresses());
    addresses.put(VirtualIp.TAG, new ServiceAddress(ip.address(), row.port()));
    return row.withTaggedAddresses(addresses);
  }

  private static String virtualIpKey(ServiceRow row, String destination) {
    return CatalogTables.servicePrefix(row.peer(), row.tenancy(), destination);
  }

  /** The instance serves this destination no more; the last one gives back the virtual address. */
  private void forgetDestination(ServiceRow old, Optional<String> kept) {
    Optional<String> destination = old.meshDestination();
    if (destination.isEmpty() || destination.equals(kept)) {
      return;
    }
    writer.delete(CatalogTables.MESH, meshKey(old, destination.get()));
    String prefix = CatalogTables.servicePrefix(old.peer(), old.tenancy(), destination.get());
    VirtualAddresses.dropUnlessNeeded(writer, prefix);
  }

  private static String meshKey(ServiceRow row, String destination) {
    return CatalogTables.meshKey(row, destination);
  }

  /** Writes a check whose node, and instance if it has one, exist. */
  void putCheck(CheckRow row) {
    String key = CatalogTables.checkKey(row, row.serviceName());
    String placeKey =
        CatalogTables.nodeCheckKey(row.peer(), row.tenancy().partition(), row.node(), row.id());
    writer
        .get(CatalogTables.NODE_CHECKS, placeKey)
        .map(place -> place.row().checkKey())
        .filter(old -> !old.equals(key))
        .ifPresent(old -> writer.delete(CatalogTables.CHECKS, old));
    writer.putIfChanged(CatalogTables.CHECKS, key, row);
    writer.putIfChanged(CatalogTables.NODE_CHECKS, placeKey, new CheckPlace(key));
  }

  List<Stored<CheckRow>> checksOf(ServiceRow row) {
    return writer.prefix(
        CatalogTables.CHECKS,
        CatalogTables.instanceChecksPrefix(
            row.peer(), row.tenancy(), row.name(), row.node(), row.id()));
  }

  List<Stored<CheckRow>> checksOf(NodeRow row) {
    return writer.prefix(
        CatalogTables.CHECKS,
        CatalogTables.nodeChecksPrefix(row.peer(), row.partition(), row.name()));
  }

  void deleteCheck(String peer, String partition, String node, String checkId) {
    String placeKey = CatalogTables.nodeCheckKey(peer, partition, node, checkId);
    writer
        .get(CatalogTables.NODE_CHECKS, placeKey)
        .ifPresent(place -> {
          writer.delete(CatalogTables.CHECKS, place.row().checkKey());
          writer.delete(CatalogTables.NODE_CHECKS, placeKey);
        });
  }

  /** Deletes an instance with its checks. */
  void deleteService(ServiceRow row) {
    for (Stored<CheckRow> check : checksOf(row)) {
      deleteCheck(row.peer(), row.tenancy().partition(), row.node(), check.row().id());
    }
    forgetDestination(row, Optional.empty());
    writer.delete(
        CatalogTables.NODE_SERVICES,
        CatalogTables.nodeServiceKey(row.peer(), row.tenancy(), row.node(), row.id()));
    writer.delete(CatalogTables.SERVICES, CatalogTables.serviceKey(row));
  }

  /** Deletes a node with all that is on it. */
  void deleteNode(String peer, String partition, String name) {
    String prefix = CatalogTables.nodePrefix(peer, partition, name);
    for (Stored<ServicePlace> place : writer.prefix(CatalogTables.NODE_SERVICES, prefix)) {
      writer
          .get(CatalogTables.SERVICES, place.row().serviceKey())
          .ifPresent(service -> deleteService(service.row()));
    }
    for (Stored<CheckPlace> place : writer.prefix(CatalogTables.NODE_CHECKS, prefix)) {
      writer.delete(CatalogTables.CHECKS, place.row().checkKey());
      writer.delete(CatalogTables.NODE_CHECKS, place.key());
    }
    writer.delete(CatalogTables.NODES, CatalogTables.nodeKey(peer, partition, name));
  }

  /** Deletes the node if no instance is left on it. */
  void deleteNodeIfEmpty(String peer, String partition, String name) {
    String prefix = CatalogTables.nodePrefix(peer, partition, name);
    if (writer.prefix(CatalogTables.NODE_SERVICES, prefix).isEmpty()) {
      deleteNode(peer, partition, name);
    }
  }
}
