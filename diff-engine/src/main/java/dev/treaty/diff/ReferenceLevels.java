package dev.treaty.diff;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.value.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How deep a change stands in the chain of entries of its own kind that name each other: redirect
 * targets come before resolvers that redirect to them, leaf splitters before those above them.
 */
final class ReferenceLevels {

  private final Map<String, EntryChange> byAddress = new HashMap<>();
  private final Map<String, Integer> known = new HashMap<>();

  ReferenceLevels(List<Change> writes) {
    for (Change change : writes) {
      if (change instanceof EntryChange entry) {
        byAddress.put(OwnershipMarks.folded(entry.address()), entry);
      }
    }
  }

  int level(EntryChange change) {
    return level(change, new HashSet<>());
  }

  private int level(EntryChange change, Set<String> path) {
    String address = OwnershipMarks.folded(change.address());
    Integer found = known.get(address);
    if (found != null) {
      return found;
    }
    if (!path.add(address)) {
      return 0; // A circle; the server will say so.
    }
    int level = 0;
    for (String service : services(change)) {
      String other =
          OwnershipMarks.folded(
              change.cluster()
                  + "/"
                  + new dev.treaty.model.entry.EntryKey(
                          change.key().kind(), change.key().tenancy(), service)
                      .path());
      EntryChange target = byAddress.get(other);
      if (target != null && !other.equals(address)) {
        level = Math.max(level, 1 + level(target, path));
      }
    }
    path.remove(address);
    if (path.isEmpty()) {
      known.put(address, level);
    }
    return level;
  }

  private static Set<String> services(EntryChange change) {
    Set<String> names = new TreeSet<>();
    change.before().ifPresent(entry -> collect(entry, names));
    change.after().ifPresent(entry -> collect(entry, names));
    return names;
  }

  private static void collect(Entry entry, Set<String> names) {
    switch (entry.key().kind()) {
      case "service-resolver" -> {
        names.add(entry.body().fields("Redirect").text("Service"));
        for (Value failover : entry.body().fields("Failover").map().values()) {
          if (failover instanceof Value.Fields fields) {
            names.add(fields.text("Service"));
            fields.maps("Targets").forEach(target -> names.add(target.text("Service")));
          }
        }
      }
      case "service-splitter" ->
          entry.body().maps("Splits").forEach(split -> names.add(split.text("Service")));
      default -> {}
    }
  }
}
