package dev.treaty.model.graph;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which services an entry names, one step far. */
public final class Links {

  /** The kinds a discovery chain is made of. */
  public static final List<String> CHAIN_KINDS =
      List.of("service-router", "service-splitter", "service-resolver");

  private static final List<String> LINKING_KINDS =
      List.of("service-router", "service-splitter", "service-resolver", "ingress-gateway");

  private Links() {}

  /** The services that a router, splitter, resolver or ingress gateway leads to. */
  public static Set<ServiceId> of(Entry entry) {
    Set<ServiceId> found = new TreeSet<>();
    EntryKey key = entry.key();
    switch (key.kind()) {
      case "service-router" -> {
        found.add(ServiceId.of(key));
        for (Value.Fields route : entry.body().maps("Routes")) {
          field(route, "Destination").ifPresent(to -> found.add(ServiceId.named(to, key)));
        }
      }
      case "service-splitter" -> {
        entry.body().maps("Splits").forEach(split -> found.add(ServiceId.named(split, key)));
        found.remove(ServiceId.of(key));
      }
      case "service-resolver" -> {
        resolver(entry, found);
        found.remove(ServiceId.of(key));
      }
      case "ingress-gateway" -> ingress(entry, found);
      default -> {}
    }
    return found;
  }

  private static void resolver(Entry entry, Set<ServiceId> found) {
    EntryKey key = entry.key();
    field(entry.body(), "Redirect").ifPresent(to -> found.add(ServiceId.named(to, key)));
    for (Value value : entry.body().fields("Failover").map().values()) {
      if (value instanceof Value.Fields failover) {
        List<Value.Fields> targets = failover.maps("Targets");
        if (targets.isEmpty()) {
          found.add(ServiceId.named(failover, key));
        }
        EntryKey around =
            new EntryKey(key.kind(), ServiceId.tenancyOf(failover, key.tenancy()), key.name());
        for (Value.Fields target : targets) {
          if (target.text("Peer").isEmpty()) {
            found.add(ServiceId.named(target, around));
          }
        }
      }
    }
  }

  private static void ingress(Entry entry, Set<ServiceId> found) {
    for (Value.Fields listener : entry.body().maps("Listeners")) {
      for (Value.Fields service : listener.maps("Services")) {
        if (!service.text("Name").equals("*")) {
          found.add(ingressService(service, entry.key().tenancy()));
        }
      }
    }
  }

  static ServiceId ingressService(Value.Fields service, Tenancy around) {
    return new ServiceId(service.text("Name"), ServiceId.tenancyOf(service, around));
  }

  /** The entries that lead to the service in one step. */
  static List<Entry> referrers(EntryLookup state, ServiceId service) {
    List<Entry> found = new ArrayList<>();
    for (String kind : LINKING_KINDS) {
      for (Entry entry : state.ofKind(kind)) {
        if (of(entry).contains(service)) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  /** The map under a key, where it is there at all. */
  static Optional<Value.Fields> field(Value.Fields around, String key) {
    return around.get(key).orElse(Value.Nothing.NULL) instanceof Value.Fields fields
        ? Optional.of(fields)
        : Optional.empty();
  }
}
