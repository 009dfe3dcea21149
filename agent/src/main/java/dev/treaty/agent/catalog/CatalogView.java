package dev.treaty.agent.catalog;

import dev.treaty.agent.store.Keys;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.Table;
import dev.treaty.agent.store.Tables;
import dev.treaty.model.entry.Tenancy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the catalog. Over a {@link dev.treaty.agent.store.Reader} it is remembered what was read,
 * so that a query on one service waits for that service, its checks and its nodes, and nothing
 * else.
 */
public final class CatalogView {

  private final Tables tables;

  public CatalogView(Tables tables) {
    this.tables = tables;
  }

  /** A node by name. */
  public Optional<Stored<NodeRow>> node(String peer, String partition, String name) {
    return tables.table(CatalogTables.NODES).get(CatalogTables.nodeKey(peer, partition, name));
  }

  /** All nodes of a partition, by name. */
  public List<Stored<NodeRow>> nodes(String peer, String partition) {
    return tables.table(CatalogTables.NODES).prefix(CatalogTables.partitionPrefix(peer, partition));
  }

  /** All instances of a tenancy, by service, node and ID. */
  public List<Stored<ServiceRow>> services(String peer, Tenancy tenancy) {
    return tables.table(CatalogTables.SERVICES).prefix(CatalogTables.tenancyPrefix(peer, tenancy));
  }

  /** The names of the services of a tenancy that have instances. */
  public Set<String> serviceNames(String peer, Tenancy tenancy) {
    Set<String> names = new TreeSet<>();
    services(peer, tenancy).forEach(stored -> names.add(stored.row().name()));
    return names;
  }

  /** The rows of a service's instances, by node and ID. */
  public List<Stored<ServiceRow>> service(String peer, ServiceName name) {
    return tables
        .table(CatalogTables.SERVICES)
        .prefix(CatalogTables.servicePrefix(peer, name.tenancy(), name.name()));
  }

  /** The rows of what mesh callers of a service reach: its proxies and native instances. */
  public List<Stored<ServiceRow>> meshService(String peer, ServiceName name) {
    Table<ServiceRow> services = tables.table(CatalogTables.SERVICES);
    List<Stored<ServiceRow>> found = new ArrayList<>();
    for (Stored<ServicePlace> place :
        tables
            .table(CatalogTables.MESH)
            .prefix(CatalogTables.servicePrefix(peer, name.tenancy(), name.name()))) {
      services.get(place.row().serviceKey()).ifPresent(found::add);
    }
    return found;
  }

  /**
   * The instances of a local service with nodes and checks: what is exported.
   *
   * @see #instances(String, List)
   */
  public List<Instance> localInstances(ServiceName name) {
    return instances("", service("", name));
  }

  /**
   * A number that differs whenever the instances of a service, their nodes or their checks do: the
   * index of the last such change.
   */
  public long version(String peer, ServiceName name) {
    String prefix = CatalogTables.servicePrefix(peer, name.tenancy(), name.name());
    Table<CheckRow> checks = tables.table(CatalogTables.CHECKS);
    long version =
        Math.max(tables.table(CatalogTables.SERVICES).index(prefix), checks.index(prefix));
    Set<String> nodes = new HashSet<>();
    for (Stored<ServiceRow> stored : service(peer, name)) {
      String partition = stored.row().tenancy().partition();
      if (nodes.add(stored.row().node())) {
        version =
            Math.max(
                version,
                checks.index(CatalogTables.nodeChecksPrefix(peer, partition, stored.row().node())));
        version =
            Math.max(
                version,
                node(peer, partition, stored.row().node()).map(Stored::modifyIndex).orElse(0L));
      }
    }
    return version;
  }

  /** The instances with their nodes and checks. */
  public List<Instance> instances(String peer, List<Stored<ServiceRow>> rows) {
    List<Instance> found = new ArrayList<>(rows.size());
    Map<String, List<Stored<CheckRow>>> byInstance = new HashMap<>();
    Map<String, Optional<OneNode>> byNode = new HashMap<>();
    Set<String> read = new HashSet<>();
    for (Stored<ServiceRow> stored : rows) {
      ServiceRow row = stored.row();
      String place = CatalogTables.nodeKey(peer, row.tenancy().partition(), row.node());
      Optional<OneNode> node = byNode.computeIfAbsent(place, this::oneNode);
      if (node.isEmpty()) {
        continue;
      }
      String service = CatalogTables.servicePrefix(peer, row.tenancy(), row.name());
      if (read.add(service)) {
        for (Stored<CheckRow> check : tables.table(CatalogTables.CHECKS).prefix(service)) {
          int end = check.key().lastIndexOf(Keys.SEPARATOR);
          byInstance
              .computeIfAbsent(check.key().substring(0, end), key -> new ArrayList<>())
              .add(check);
        }
      }
      List<Stored<CheckRow>> checks = new ArrayList<>(node.get().checks());
      checks.addAll(byInstance.getOrDefault(stored.key(), List.of()));
      found.add(new Instance(node.get().node(), stored, checks));
    }
    return found;
  }

  /** A node with its own checks, which all instances on it share. */
  private record OneNode(Stored<NodeRow> node, List<Stored<CheckRow>> checks) {}

  private Optional<OneNode> oneNode(String key) {
    return tables
        .table(CatalogTables.NODES)
        .get(key)
        .map(node -> new OneNode(node, nodeChecks(node.row())));
  }

  /** The checks that belong to a node rather than to an instance on it. */
  public List<Stored<CheckRow>> nodeChecks(NodeRow node) {
    return tables
        .table(CatalogTables.CHECKS)
        .prefix(CatalogTables.nodeChecksPrefix(node.peer(), node.partition(), node.name()));
  }

  /** The checks of a service's instances, by node and ID. */
  public List<Stored<CheckRow>> serviceChecks(String peer, ServiceName name) {
    List<Stored<CheckRow>> checks =
        new ArrayList<>(
            tables
                .table(CatalogTables.CHECKS)
                .prefix(CatalogTables.servicePrefix(peer, name.tenancy(), name.name())));
    checks.sort(
        Comparator.comparing(
            stored -> CatalogTables.nodeCheckKey("", "", stored.row().node(), stored.row().id())));
    return checks;
  }

  /** All checks on a node, by ID. */
  public List<Stored<CheckRow>> allChecks(String peer, String partition, String node) {
    return placed(CatalogTables.nodePrefix(peer, partition, node));
  }

  /** All checks of a partition, by node and ID. */
  public List<Stored<CheckRow>> allChecks(String peer, String partition) {
    return placed(CatalogTables.partitionPrefix(peer, partition));
  }

  private List<Stored<CheckRow>> placed(String prefix) {
    Table<CheckRow> checks = tables.table(CatalogTables.CHECKS);
    List<Stored<CheckRow>> found = new ArrayList<>();
    for (Stored<CheckPlace> place : tables.table(CatalogTables.NODE_CHECKS).prefix(prefix)) {
      checks.get(place.row().checkKey()).ifPresent(found::add);
    }
    return found;
  }

  /** All instances on a node, by ID. */
  public List<Stored<ServiceRow>> onNode(String peer, String partition, String node) {
    Table<ServiceRow> services = tables.table(CatalogTables.SERVICES);
    List<Stored<ServiceRow>> found = new ArrayList<>();
    for (Stored<ServicePlace> place :
        tables
            .table(CatalogTables.NODE_SERVICES)
            .prefix(CatalogTables.nodePrefix(peer, partition, node))) {
      services.get(place.row().serviceKey()).ifPresent(found::add);
    }
    return found;
  }

  /** Index of the last change to the instances of a service, or to what mesh callers reach. */
  public long serviceIndex(String peer, ServiceName name, boolean mesh) {
    String prefix = CatalogTables.servicePrefix(peer, name.tenancy(), name.name());
    return mesh
        ? tables.table(CatalogTables.MESH).index(prefix)
        : tables.table(CatalogTables.SERVICES).index(prefix);
  }

  /** Index of the last change to what these instances of a service show of health. */
  public long healthIndex(String peer, ServiceName name, List<Instance> instances) {
    Table<CheckRow> checks = tables.table(CatalogTables.CHECKS);
    long index = serviceChecksIndex(peer, name);
    for (Instance instance : instances) {
      NodeRow node = instance.node().row();
      ServiceRow row = instance.service().row();
      index = Math.max(index, instance.node().modifyIndex());
      index = Math.max(index, instance.service().modifyIndex());
      index =
          Math.max(
              index,
              checks.index(CatalogTables.nodeChecksPrefix(peer, node.partition(), node.name())));
      if (!row.name().equalsIgnoreCase(name.name())) {
        index =
            Math.max(
                index, checks.index(CatalogTables.servicePrefix(peer, row.tenancy(), row.name())));
      }
    }
    return index;
  }

  /** Index of the last change to the checks of a service's instances. */
  public long serviceChecksIndex(String peer, ServiceName name) {
    return tables
        .table(CatalogTables.CHECKS)
        .index(CatalogTables.servicePrefix(peer, name.tenancy(), name.name()));
  }

  /** Index of the last change to the checks on a node. */
  public long checksIndex(String peer, String partition, String node) {
    return placedIndex(CatalogTables.nodePrefix(peer, partition, node));
  }

  /** Index of the last change to any check of a partition. */
  public long checksIndex(String peer, String partition) {
    return placedIndex(CatalogTables.partitionPrefix(peer, partition));
  }

  private long placedIndex(String prefix) {
    long index = tables.table(CatalogTables.NODE_CHECKS).index(prefix);
    for (Stored<CheckRow> check : placed(prefix)) {
      index = Math.max(index, check.modifyIndex());
    }
    return index;
  }

  /** Index of the last time an instance came to a node or left it. */
  long onNodeIndex(String peer, String partition, String node) {
    return tables
        .table(CatalogTables.NODE_SERVICES)
        .index(CatalogTables.nodePrefix(peer, partition, node));
  }
}
