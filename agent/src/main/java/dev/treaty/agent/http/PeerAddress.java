package dev.treaty.agent.http;

import java.util.Optional;

/** Where another agent of the cluster listens for its like. */
public record PeerAddress(String host, int port) {

  /** Reads {@code host}, {@code host:port} or {@code [v6]:port}; empty where it is none of them. */
  public static Optional<PeerAddress> parse(String text, int defaultPort) {
    String host = text.strip();
    String port = "";
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      if (end < 0 || (end + 1 < host.length() && host.charAt(end + 1) != ':')) {
        return Optional.empty();
      }
      port = end + 1 < host.length() ? host.substring(end + 2) : "";
      host = host.substring(1, end);
    } else if (host.indexOf(':') >= 0 && host.indexOf(':') == host.lastIndexOf(':')) {
      port = host.substring(host.indexOf(':') + 1);
      host = host.substring(0, host.indexOf(':'));
    }
    if (host.isEmpty()) {
      return Optional.empty();
    }
    try {
      int number = port.isEmpty() ? defaultPort : Integer.parseInt(port);
      return number < 1 || number > 65535
          ? Optional.empty()
          : Optional.of(new PeerAddress(host, number));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
