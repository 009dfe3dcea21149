package dev.treaty.agent.peering.transport;

import java.util.List;

/**
 * A server of a peer.
 *
 * @param address {@code host:port}, IPv6 in brackets
 * @param serverName the name its certificate must carry; also sent as SNI
 * @param caPems the only roots trusted, PEM; empty means plaintext, as tokens of Consul 1.13 may
 *     ask
 */
public record DialTarget(String address, String serverName, List<String> caPems) {
  public DialTarget {
    caPems = List.copyOf(caPems);
  }
}
