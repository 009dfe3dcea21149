package dev.treaty.agent.config;

import dev.treaty.agent.catalog.VirtualAddresses;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.model.entry.EntryKey;
import java.util.Set;

/** Services that only entries speak of have a virtual address too, so that callers find them. */
final class VirtualEntries {

  private static final Set<String> KINDS =
      Set.of(
          "service-router",
          "service-splitter",
          "service-resolver",
          "service-defaults",
          "service-intentions");

  private VirtualEntries() {}

  static void written(StateWriter writer, EntryKey key) {
    if (needs(key)) {
      VirtualAddresses.hold(writer, key.tenancy(), key.name(), key.kind());
    }
  }

  static void deleted(StateWriter writer, EntryKey key) {
    if (needs(key)) {
      VirtualAddresses.letGo(writer, key.tenancy(), key.name(), key.kind());
    }
  }

  private static boolean needs(EntryKey key) {
    boolean wildcard = key.name().contains("*") || key.tenancy().namespace().contains("*");
    return KINDS.contains(key.kind())
        && !key.name().isEmpty()
        && !(wildcard && key.kind().equals("service-intentions"));
  }
}
