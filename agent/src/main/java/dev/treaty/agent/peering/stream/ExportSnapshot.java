package dev.treaty.agent.peering.stream;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything one peer may see of us at one moment, complete.
 *
 * @param services every exported name, also those without instances; {@code consul} is never among
 *     them
 * @param trustBundle our roots; empty when Connect is off
 * @param serverAddresses where our servers can be dialed; empty means nothing is said about it
 */
public record ExportSnapshot(
    SortedMap<String, ExportedService> services,
    Optional<PeerTrustBundle> trustBundle,
    List<String> serverAddresses) {
  public static final ExportSnapshot NOTHING =
      new ExportSnapshot(new TreeMap<>(), Optional.empty(), List.of());

  public ExportSnapshot {
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
    serverAddresses = List.copyOf(serverAddresses);
  }

  public static ExportSnapshot of(
      Map<String, ExportedService> services,
      Optional<PeerTrustBundle> trustBundle,
      List<String> serverAddresses) {
    return new ExportSnapshot(new TreeMap<>(services), trustBundle, serverAddresses);
  }
}
