package dev.treaty.agent.config;

import dev.treaty.agent.catalog.GatewayAddresses;
import dev.treaty.agent.catalog.VirtualAddresses;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.value.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Services that only entries speak of have a virtual address too, so that callers find them. */
final class VirtualEntries {

  private static final String GATEWAY = "terminating-gateway";
  private static final Set<String> KINDS =
      Set.of(
          "service-router",
          "service-splitter",
          "service-resolver",
          "service-defaults",
          "service-intentions");

  private VirtualEntries() {}

  static void written(StateWriter writer, Optional<Entry> before, Entry entry) {
    EntryKey key = entry.key();
    if (needs(key)) {
      VirtualAddresses.hold(writer, key.tenancy(), key.name(), key.kind());
    }
    if (key.kind().equals(GATEWAY) && !linked(before).equals(linked(Optional.of(entry)))) {
      Set<String> services = names(linked(Optional.of(entry)));
      Set<String> dropped = names(linked(before));
      dropped.removeAll(services);
      GatewayAddresses.link(writer, key.tenancy(), key.name(), services, dropped);
    }
  }

  static void deleted(StateWriter writer, Entry entry) {
    EntryKey key = entry.key();
    if (needs(key)) {
      VirtualAddresses.letGo(writer, key.tenancy(), key.name(), key.kind());
    }
    if (key.kind().equals(GATEWAY)) {
      Set<String> services = names(linked(Optional.of(entry)));
      GatewayAddresses.unlink(writer, key.tenancy(), key.name(), services);
    }
  }

  private static List<Value.Fields> linked(Optional<Entry> gateway) {
    return gateway.map(entry -> entry.body().maps("Services")).orElse(List.of());
  }

  private static Set<String> names(List<Value.Fields> services) {
    Set<String> names = new LinkedHashSet<>();
    services.forEach(service -> names.add(service.text("Name")));
    return names;
  }

  private static boolean needs(EntryKey key) {
    boolean wildcard = key.name().contains("*") || key.tenancy().namespace().contains("*");
    return KINDS.contains(key.kind())
        && !key.name().isEmpty()
        && !(wildcard && key.kind().equals("service-intentions"));
  }
}
