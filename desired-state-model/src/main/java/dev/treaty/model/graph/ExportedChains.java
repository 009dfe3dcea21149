package dev.treaty.model.graph;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must hold for the chains of services that are exported to a peer. */
final class ExportedChains {

  private ExportedChains() {}

  /**
   * The services of a partition that some peer may consume.
   *
   * @param changed the entry that is being written; by Consul's way a wildcard covers its name
   * @param written false where it is being deleted; then a wildcard does not cover its name
   */
  static Set<ServiceId> of(
      EntryLookup state, String partition, Optional<EntryKey> changed, boolean written) {
    Set<ServiceId> found = new TreeSet<>();
    EntryKey key = new EntryKey("exported-services", new Tenancy(partition, "default"), partition);
    Optional<Entry> exports = state.find(key);
    if (exports.isEmpty()) {
      return found;
    }
    for (Value.Fields service : exports.get().body().maps("Services")) {
      boolean toPeer = service.maps("Consumers").stream().anyMatch(ExportedChains::isPeerOrGroup);
      if (!toPeer) {
        continue;
      }
      Tenancy tenancy = new Tenancy(partition, service.text("Namespace"));
      if (!service.text("Name").equals("*")) {
        found.add(new ServiceId(service.text("Name"), tenancy));
        continue;
      }
      Set<ServiceId> covered = chainNames(state, tenancy);
      if (changed.isPresent()) {
        if (written) {
          covered.add(ServiceId.of(changed.get()));
        } else {
          covered.remove(ServiceId.of(changed.get()));
        }
      }
      found.addAll(covered);
    }
    return found;
  }

  private static boolean isPeerOrGroup(Value.Fields consumer) {
    return !consumer.text("Peer").isEmpty() || !consumer.text("SamenessGroup").isEmpty();
  }

  private static Set<ServiceId> chainNames(EntryLookup state, Tenancy tenancy) {
    Set<ServiceId> names = new TreeSet<>();
    for (String kind : Links.CHAIN_KINDS) {
      for (Entry entry : state.ofKind(kind)) {
        if (covers(tenancy, entry.key().tenancy())) {
          names.add(ServiceId.of(entry.key()));
        }
      }
    }
    return names;
  }

  private static boolean covers(Tenancy exported, Tenancy own) {
    return exported.partition().equals(own.partition())
        && (exported.namespace().equals("*") || exported.namespace().equals(own.namespace()));
  }

  /** A chain that a peer enters must not leave this datacenter and partition. */
  static Optional<GraphFault> leaving(EntryLookup state, ServiceId service) {
    ChainSources sources = ChainSources.of(state, service);
    Optional<GraphFault> fault = Optional.empty();
    for (Entry router : sources.routers().values()) {
      for (Value.Fields route : router.body().maps("Routes")) {
        if (crosses(router, route.fields("Destination"))) {
          fault = fault.or(() -> fault(service, router, "cross-partition route destination"));
        }
      }
    }
    for (Entry splitter : sources.splitters().values()) {
      for (Value.Fields split : splitter.body().maps("Splits")) {
        if (crosses(splitter, split)) {
          fault = fault.or(() -> fault(service, splitter, "cross-partition split destination"));
        }
      }
    }
    for (Entry resolver : sources.resolvers().values()) {
      fault = fault.or(() -> leaving(service, resolver));
    }
    return fault;
  }

  private static Optional<GraphFault> leaving(ServiceId service, Entry resolver) {
    Value.Fields redirect = resolver.body().fields("Redirect");
    if (!redirect.text("Datacenter").isEmpty()) {
      return fault(service, resolver, "cross-datacenter resolver redirect");
    }
    if (!redirect.text("Peer").isEmpty()) {
      return fault(service, resolver, "cross-peer resolver redirect");
    }
    if (crosses(resolver, redirect)) {
      return fault(service, resolver, "cross-partition resolver redirect");
    }
    for (Value value : resolver.body().fields("Failover").map().values()) {
      if (value instanceof Value.Fields failover
          && (!failover.items("Datacenters").isEmpty()
              || failover.maps("Targets").stream()
                  .anyMatch(target -> !target.text("Datacenter").isEmpty()))) {
        return fault(service, resolver, "cross-datacenter failover");
      }
    }
    return Optional.empty();
  }

  private static boolean crosses(Entry entry, Value.Fields to) {
    String partition = to.text("Partition");
    return !partition.isEmpty() && !partition.equals(entry.key().tenancy().partition());
  }

  private static Optional<GraphFault> fault(ServiceId service, Entry entry, String what) {
    return Optional.of(
        GraphFault.of(
            DiagnosticCode.EXPORTED_CHAIN,
            "peer exported service " + GoFormat.quote(service.text()) + " contains " + what,
            entry.key(),
            exports(service)));
  }

  private static EntryKey exports(ServiceId service) {
    String partition = service.tenancy().partition();
    return new EntryKey("exported-services", new Tenancy(partition, "default"), partition);
  }

  /** A peer verifies a tcp service by its identity, so no other may appear behind its name. */
  static Optional<GraphFault> newIdentity(
      ServiceId service, CompiledChain before, CompiledChain after) {
    Map<String, String> old = identities(before);
    Map<String, String> now = identities(after);
    now.keySet().removeAll(old.keySet());
    if (now.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        GraphFault.of(
            DiagnosticCode.EXPORTED_CHAIN,
            "peer exported service "
                + GoFormat.quote(service.text())
                + " uses protocol="
                + GoFormat.quote(after.protocol())
                + " and cannot introduce new discovery chain targets like "
                + GoFormat.quote(now.values().iterator().next()),
            service.entry("service-resolver"),
            exports(service)));
  }

  private static Map<String, String> identities(CompiledChain chain) {
    Set<String> onFailure = ChainGraph.failoverTargets(chain);
    Map<String, String> identities = new TreeMap<>();
    chain
        .targets()
        .forEach((id, target) -> {
          if (!onFailure.contains(id)) {
            ChainTarget.Place place = target.place();
            identities.putIfAbsent(
                String.join(
                    "\u0000",
                    place.peer(),
                    place.partition(),
                    place.namespace(),
                    place.datacenter(),
                    place.service()),
                id);
          }
        });
    return identities;
  }
}
