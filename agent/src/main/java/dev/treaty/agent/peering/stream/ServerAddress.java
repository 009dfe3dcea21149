package dev.treaty.agent.peering.stream;

import java.util.regex.Pattern;

/** The address of a server of a peer, {@code host:port}; an IPv6 host stands in brackets. */
public final class ServerAddress {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\\[[0-9A-Fa-f:.%]{2,64}]):([0-9]{1,5})");

  private ServerAddress() {}

  /** Whether it can be dialed as it stands: a host, and a port from 1 to 65535. */
  public static boolean isValid(String address) {
    var form = FORM.matcher(address);
    if (!form.matches()) {
      return false;
    }
    int port = Integer.parseInt(form.group(1));
    return port >= 1 && port <= 65_535;
  }
}
