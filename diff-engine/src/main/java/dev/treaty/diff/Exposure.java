package dev.treaty.diff;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.value.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Tells whether a change of {@code exported-services} only takes away. */
final class Exposure {

  private Exposure() {}

  static boolean isNarrowing(EntryChange change) {
    if (change.after().isEmpty()) {
      return true;
    }
    if (change.before().isEmpty()) {
      return false;
    }
    Map<Value, Set<Value>> before = consumers(change.before().get());
    Map<Value, Set<Value>> after = consumers(change.after().get());
    return after.entrySet().stream()
        .allMatch(service ->
            before.getOrDefault(service.getKey(), Set.of()).containsAll(service.getValue()));
  }

  /** Service (with its namespace) to its consumers. */
  private static Map<Value, Set<Value>> consumers(Entry exports) {
    Map<Value, Set<Value>> consumers = new HashMap<>();
    for (Value.Fields service : exports.body().maps("Services")) {
      consumers
          .computeIfAbsent(service.without("Consumers"), name -> new HashSet<>())
          .addAll(service.maps("Consumers"));
    }
    return consumers;
  }
}
