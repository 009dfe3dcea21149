package dev.treaty.model.entry.kind;

import java.nio.charset.StandardCharsets;

/** Addresses of destinations outside the mesh, as lax as Consul's DNS library takes them. */
final class Addresses {

  private static final int MAX_LABEL = 63;
  private static final int MAX_NAME = 254;

  private Addresses() {}

  static boolean isIpOrHostname(String address) {
    return !address.contains("*") && isDomainName(address);
  }

  static boolean isDomainName(String address) {
    String name = address.endsWith(".") ? address.substring(0, address.length() - 1) : address;
    if (address.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
      return false;
    }
    if (name.isEmpty()) {
      return true;
    }
    for (String label : name.split("\\.", -1)) {
      int length = label.getBytes(StandardCharsets.UTF_8).length;
      if (length == 0 || length > MAX_LABEL) {
        return false;
      }
    }
    return true;
  }
}
