package dev.treaty.agent.catalog;

import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.Tables;
import dev.treaty.model.entry.Tenancy;
import java.util.Optional;

/**
 * The virtual addresses of local services, which last as long as an instance is in the mesh or
 * somebody holds them.
 */
public final class VirtualAddresses {

  private VirtualAddresses() {}

  /** The service's address, where it has one. */
  public static Optional<String> find(Tables tables, Tenancy tenancy, String service) {
    return tables
        .table(CatalogTables.VIRTUAL_IPS)
        .get(CatalogTables.servicePrefix("", tenancy, service))
        .map(stored -> stored.row().address());
  }

  /** Gives the service an address, unless it has one, and keeps it until it is let go. */
  public static void hold(StateWriter writer, Tenancy tenancy, String service, String holder) {
    String place = CatalogTables.servicePrefix("", tenancy, service);
    writer.putIfChanged(CatalogTables.VIRTUAL_HOLDS, place + holder, new VirtualHold(holder));
    assign(writer, place);
  }

  /** Takes back one hold; with the last reason the address goes. */
  public static void letGo(StateWriter writer, Tenancy tenancy, String service, String holder) {
    String place = CatalogTables.servicePrefix("", tenancy, service);
    writer.delete(CatalogTables.VIRTUAL_HOLDS, place + holder);
    dropUnlessNeeded(writer, place);
  }

  /** Takes back one hold and leaves the address, so that others keep finding the service by it. */
  public static void forget(StateWriter writer, Tenancy tenancy, String service, String holder) {
    String place = CatalogTables.servicePrefix("", tenancy, service);
    writer.delete(CatalogTables.VIRTUAL_HOLDS, place + holder);
  }

  static VirtualIp assign(StateWriter writer, String place) {
    return writer
        .get(CatalogTables.VIRTUAL_IPS, place)
        .map(Stored::row)
        .orElseGet(() -> {
          VirtualIp next = VirtualIpPool.take(writer);
          writer.put(CatalogTables.VIRTUAL_IPS, place, next);
          return next;
        });
  }

  static void dropUnlessNeeded(StateWriter writer, String place) {
    if (writer.prefix(CatalogTables.MESH, place).isEmpty()
        && writer.prefix(CatalogTables.VIRTUAL_HOLDS, place).isEmpty()) {
      writer
          .get(CatalogTables.VIRTUAL_IPS, place)
          .map(Stored::row)
          .ifPresent(address -> {
            writer.delete(CatalogTables.VIRTUAL_IPS, place);
            VirtualIpPool.giveBack(writer, address);
          });
    }
  }
}
