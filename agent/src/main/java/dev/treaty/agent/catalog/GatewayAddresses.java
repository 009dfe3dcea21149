package dev.treaty.agent.catalog;

import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.Tables;
import dev.treaty.model.entry.Tenancy;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The virtual addresses of the services behind terminating gateways: each has one, which the
 * gateway's instances show among their tagged addresses.
 */
public final class GatewayAddresses {

  static final String GATEWAY = "terminating-gateway";
  private static final String TAG = VirtualIp.TAG + ":";

  private GatewayAddresses() {}

  /** The gateway leads to these services from now on, and no more to those. */
  public static void link(
      StateWriter writer,
      Tenancy tenancy,
      String gateway,
      Collection<String> services,
      Collection<String> dropped) {
    services.forEach(
        service -> VirtualAddresses.hold(writer, tenancy, service, holder(gateway, service)));
    String instances = CatalogTables.servicePrefix("", tenancy, gateway);
    dropped.forEach(
        service -> VirtualAddresses.letGo(writer, tenancy, service, holder(gateway, service)));
    for (Stored<ServiceRow> instance : writer.prefix(CatalogTables.SERVICES, instances)) {
      ServiceRow row = instance.row();
      Map<String, ServiceAddress> addresses = new TreeMap<>(row.taggedAddresses());
      addresses.keySet().removeIf(tag -> tag.startsWith(TAG));
      addresses.putAll(of(writer, tenancy, gateway));
      writer.putIfChanged(
          CatalogTables.SERVICES, instance.key(), row.withTaggedAddresses(addresses));
    }
  }

  /** The gateway is gone; its services keep their addresses until something else of them goes. */
  public static void unlink(
      StateWriter writer, Tenancy tenancy, String gateway, Collection<String> services) {
    services.forEach(
        service -> VirtualAddresses.forget(writer, tenancy, service, holder(gateway, service)));
  }

  /** What an instance of the gateway shows. */
  static Map<String, ServiceAddress> of(Tables tables, Tenancy tenancy, String gateway) {
    Map<String, ServiceAddress> found = new TreeMap<>();
    String prefix = holder(gateway, "");
    for (Stored<VirtualHold> hold :
        tables
            .table(CatalogTables.VIRTUAL_HOLDS)
            .prefix(CatalogTables.tenancyPrefix("", tenancy))) {
      String holder = hold.row().holder();
      if (holder.startsWith(prefix)) {
        String service = holder.substring(prefix.length());
        VirtualAddresses.find(tables, tenancy, service)
            .ifPresent(
                address -> found.put(TAG + name(tenancy, service), new ServiceAddress(address, 0)));
      }
    }
    return found;
  }

  private static String name(Tenancy tenancy, String service) {
    return tenancy.isDefault()
        ? service
        : tenancy.partition() + "/" + tenancy.namespace() + "/" + service;
  }

  private static String holder(String gateway, String service) {
    return GATEWAY + "/" + gateway + "/" + service;
  }
}
