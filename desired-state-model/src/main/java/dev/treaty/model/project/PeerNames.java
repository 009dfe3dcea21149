package dev.treaty.model.project;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.peering.PeeringDeclaration;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Warns of entries that name a peer which no declared peering of their cluster has. */
final class PeerNames {

  private PeerNames() {}

  static void check(
      List<PeeringDeclaration> peerings, List<DeclaredEntry> entries, Findings findings) {
    Map<ClusterName, TreeSet<String>> peers = new TreeMap<>();
    for (PeeringDeclaration peering : peerings) {
      peers.computeIfAbsent(peering.first(), n -> new TreeSet<>()).add(peering.nameOnFirst());
      peers.computeIfAbsent(peering.second(), n -> new TreeSet<>()).add(peering.nameOnSecond());
    }
    for (DeclaredEntry declared : entries) {
      TreeSet<String> known = peers.get(declared.cluster());
      if (known == null) {
        continue; // Its peerings, if any, are not this project's business.
      }
      for (String peer : named(declared)) {
        if (!peer.isEmpty() && !known.contains(peer)) {
          findings.add(
              DiagnosticCode.UNKNOWN_PEER
                  .warnAt(
                      declared.range(),
                      "Peer",
                      "no peering of " + declared.cluster() + " is called \"" + peer + "\"")
                  .withHint(NearestName.hint(peer, known)));
        }
      }
    }
  }

  private static Set<String> named(DeclaredEntry declared) {
    TreeSet<String> named = new TreeSet<>();
    Value.Fields body = declared.entry().body();
    switch (declared.entry().key().kind()) {
      case "exported-services" ->
          body.maps("Services")
              .forEach(service ->
                  service.maps("Consumers").forEach(consumer -> named.add(consumer.text("Peer"))));
      case "service-intentions" ->
          body.maps("Sources").forEach(source -> named.add(source.text("Peer")));
      default -> {}
    }
    return named;
  }
}
