package dev.treaty.model.entry.kind;

import java.util.regex.Pattern;

/** Addresses of destinations outside the mesh. */
final class Addresses {

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?=[0-9])|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%.+)?");
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private Addresses() {}

  static boolean isIpOrHostname(String address) {
    if (address.isEmpty() || address.length() > 253) {
      return false;
    }
    return IPV4.matcher(address).matches()
        || (address.contains(":") && IPV6.matcher(address).matches())
        || (!address.contains("*") && HOST.matcher(address).matches());
  }
}
