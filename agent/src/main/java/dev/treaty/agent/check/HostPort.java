package dev.treaty.agent.check;

import java.net.InetSocketAddress;

/** Where a check dials, written as Go does. */
record HostPort(String host, int port) {

  /**
   * Reads {@code host:port}.
   *
   * @throws IllegalArgumentException with Go's words where it is none
   */
  static HostPort of(String network, String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "dial " + network + ": address " + address + ": missing port in address");
    }
    String host = address.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      return new HostPort(
          host.isEmpty() ? "127.0.0.1" : host, Integer.parseInt(address.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "dial "
              + network
              + ": lookup "
              + network
              + "/"
              + address.substring(colon + 1)
              + ": unknown port",
          e);
    }
  }

  InetSocketAddress resolve() {
    return new InetSocketAddress(host, port);
  }
}
