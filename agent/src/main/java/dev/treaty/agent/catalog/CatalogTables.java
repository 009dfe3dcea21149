package dev.treaty.agent.catalog;

import dev.treaty.agent.store.Keys;
import dev.treaty.agent.store.StoreSchema;
import dev.treaty.agent.store.TableId;
import dev.treaty.model.entry.Tenancy;
import java.util.Locale;

/**
 * The tables of the catalog and their keys.
 *
 * <p>Services and checks are kept by service name, which is how they are read and waited for; two
 * tables of places find them by node, a third finds what mesh callers of a service reach. Names
 * ignore case, as in Consul.
 */
public final class CatalogTables {

  /** Nodes, by peer, partition and name. */
  public static final TableId<NodeRow> NODES = new TableId<>("catalog-nodes", NodeRow.class);

  /** Instances, by peer, tenancy, service name, node and ID. */
  public static final TableId<ServiceRow> SERVICES =
      new TableId<>("catalog-services", ServiceRow.class);

  /**
   * Checks, by peer, tenancy, service name (empty for a check of a node), node, instance and ID.
   */
  public static final TableId<CheckRow> CHECKS = new TableId<>("catalog-checks", CheckRow.class);

  /** Instances, by peer, partition, node, namespace and ID. */
  static final TableId<ServicePlace> NODE_SERVICES =
      new TableId<>("catalog-node-services", ServicePlace.class);

  /** Checks, by peer, partition, node and ID. */
  static final TableId<CheckPlace> NODE_CHECKS =
      new TableId<>("catalog-node-checks", CheckPlace.class);

  /** Proxies and native instances, by peer, tenancy, destination service, node and ID. */
  static final TableId<ServicePlace> MESH = new TableId<>("catalog-mesh", ServicePlace.class);

  /** Virtual addresses, by peer, tenancy and destination service. */
  static final TableId<VirtualIp> VIRTUAL_IPS =
      new TableId<>("catalog-virtual-ips", VirtualIp.class);

  /** Virtual addresses that are free, by number; see {@link VirtualIpPool}. */
  static final TableId<FreeOffset> FREE_OFFSETS =
      new TableId<>("catalog-virtual-free", FreeOffset.class);

  /** What keeps a virtual address, by peer, tenancy, service and holder. */
  static final TableId<VirtualHold> VIRTUAL_HOLDS =
      new TableId<>("catalog-virtual-holds", VirtualHold.class);

  private CatalogTables() {}

  /** Adds the catalog's tables and commands. */
  public static StoreSchema addTo(StoreSchema schema) {
    return schema
        .table(NODES)
        .table(SERVICES)
        .table(CHECKS)
        .table(NODE_SERVICES)
        .table(NODE_CHECKS)
        .table(MESH)
        .table(VIRTUAL_IPS)
        .table(FREE_OFFSETS)
        .table(VIRTUAL_HOLDS)
        .command("catalog-register", Register.class)
        .command("catalog-deregister", Deregister.class)
        .command("catalog-import", ImportInstances.class)
        .command("catalog-prune-imported", PruneImported.class)
        .command("catalog-drop-peer", DropPeer.class);
  }

  static String nodeKey(String peer, String partition, String node) {
    return Keys.of(part(peer), part(partition), part(node));
  }

  static String serviceKey(ServiceRow row) {
    return servicePrefix(row.peer(), row.tenancy(), row.name())
        + Keys.of(part(row.node()), part(row.id()));
  }

  /** Prefix of all instances of a service. */
  static String servicePrefix(String peer, Tenancy tenancy, String name) {
    return Keys.prefix(
        part(peer), part(tenancy.partition()), part(tenancy.namespace()), part(name));
  }

  /** Prefix of all rows of a tenancy, in tables by service name. */
  static String tenancyPrefix(String peer, Tenancy tenancy) {
    return Keys.prefix(part(peer), part(tenancy.partition()), part(tenancy.namespace()));
  }

  /** Prefix of all rows of a partition, in tables by node and in that of services. */
  static String partitionPrefix(String peer, String partition) {
    return Keys.prefix(part(peer), part(partition));
  }

  /** Prefix of all rows of a node, in tables by node. */
  static String nodePrefix(String peer, String partition, String node) {
    return Keys.prefix(part(peer), part(partition), part(node));
  }

  static String nodeServiceKey(String peer, Tenancy tenancy, String node, String serviceId) {
    return nodePrefix(peer, tenancy.partition(), node)
        + Keys.of(part(tenancy.namespace()), part(serviceId));
  }

  static String nodeCheckKey(String peer, String partition, String node, String checkId) {
    return nodePrefix(peer, partition, node) + part(checkId);
  }

  /** Key of a check; one of a node stands below an empty namespace and service. */
  static String checkKey(CheckRow row, String serviceName) {
    String place =
        row.ofNode()
            ? nodeChecksPrefix(row.peer(), row.tenancy().partition(), row.node())
            : instanceChecksPrefix(
                row.peer(), row.tenancy(), serviceName, row.node(), row.serviceId());
    return place + part(row.id());
  }

  /** Prefix of the checks that belong to a node rather than to an instance on it. */
  static String nodeChecksPrefix(String peer, String partition, String node) {
    return Keys.prefix(part(peer), part(partition), "", "", part(node), "");
  }

  static String instanceChecksPrefix(
      String peer, Tenancy tenancy, String serviceName, String node, String serviceId) {
    return servicePrefix(peer, tenancy, serviceName) + Keys.prefix(part(node), part(serviceId));
  }

  static String meshKey(ServiceRow row, String destination) {
    return servicePrefix(row.peer(), row.tenancy(), destination)
        + Keys.of(part(row.node()), part(row.id()));
  }

  /** A name as part of a key. A NUL would let it pose as several parts. */
  private static String part(String name) {
    if (name.indexOf(Keys.SEPARATOR) >= 0) {
      throw new IllegalArgumentException("a name must not contain NUL");
    }
    return name.toLowerCase(Locale.ROOT);
  }
}
