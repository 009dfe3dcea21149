package dev.treaty.agent.local;

import dev.treaty.agent.catalog.ServiceAddress;
import dev.treaty.agent.catalog.ServiceRow;
import java.util.Map;
import java.util.TreeMap;

/** The tagged addresses a service gets where it has an IP address and does not say otherwise. */
final class ServiceAddresses {

  private ServiceAddresses() {}

  static ServiceRow complete(ServiceRow row) {
    Map<String, ServiceAddress> addresses = new TreeMap<>(row.taggedAddresses());
    ServiceAddress own = new ServiceAddress(row.address(), row.port());
    if (IpText.isV4(row.address())) {
      addresses.putIfAbsent("lan_ipv4", own);
      addresses.putIfAbsent("wan_ipv4", own);
    } else if (IpText.isV6(row.address())) {
      addresses.putIfAbsent("lan_ipv6", own);
      addresses.putIfAbsent("wan_ipv6", own);
    }
    return row.withTaggedAddresses(addresses);
  }
}
