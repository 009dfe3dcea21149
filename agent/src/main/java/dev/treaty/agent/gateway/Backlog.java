package dev.treaty.agent.gateway;

import dev.treaty.agent.config.ConfigEntries;
import dev.treaty.agent.config.ConfigRow;
import dev.treaty.agent.store.Keys;
import dev.treaty.agent.store.State;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.EntryKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The entries that are to be looked at, each once, in the order they changed. For one thread. */
final class Backlog {

  static final String CERTIFICATE = "inline-certificate";

  private static final List<String> FOLLOWED =
      List.of(ApiGateway.KIND, GatewayRoute.HTTP, GatewayRoute.TCP, BoundGateway.KIND, CERTIFICATE);

  /** What a route's services are compiled from. */
  private static final List<String> CHAINS =
      List.of(
          "proxy-defaults",
          "service-defaults",
          "service-router",
          "service-splitter",
          "service-resolver",
          "sameness-group");

  private record Seen(EntryKey key, long modifyIndex) {}

  private final Set<EntryKey> due = new LinkedHashSet<>();
  private final Map<String, Map<String, Seen>> seen = new HashMap<>();
  private final Map<String, Long> looked = new HashMap<>();

  /**
   * Notes what differs from the state before.
   *
   * @param isStale whether a route's status no longer says what its services' entries do
   */
  void look(State state, Predicate<Stored<ConfigRow>> isStale) {
    boolean chains = false;
    for (String kind : CHAINS) {
      chains |= moved(state, kind);
    }
    List<Stored<ConfigRow>> changed = new ArrayList<>();
    for (String kind : FOLLOWED) {
      if (moved(state, kind)) {
        changed.addAll(changes(state, kind));
      }
    }
    changed.sort(Comparator.comparingLong(Stored::modifyIndex));
    changed.forEach(stored -> add(stored.row().entry().key()));
    // A route that left may end a conflict of those that stay.
    changed.stream()
        .filter(stored -> stored.row().entry().key().kind().equals(BoundGateway.KIND))
        .forEach(stored -> BoundGateway.of(stored).allRoutes().forEach(this::add));
    if (chains) {
      for (String kind : List.of(GatewayRoute.HTTP, GatewayRoute.TCP)) {
        ConfigEntries.storedOfKind(state, kind).stream()
            .filter(isStale)
            .forEach(route -> add(route.row().entry().key()));
      }
    }
  }

  private boolean moved(State state, String kind) {
    long index = state.table(ConfigEntries.TABLE).index(Keys.prefix(kind));
    Long before = looked.put(kind, index);
    return before == null || before != index;
  }

  private List<Stored<ConfigRow>> changes(State state, String kind) {
    List<Stored<ConfigRow>> changed = new ArrayList<>();
    Map<String, Seen> before = seen.getOrDefault(kind, Map.of());
    Map<String, Seen> now = new HashMap<>();
    for (Stored<ConfigRow> stored : ConfigEntries.storedOfKind(state, kind)) {
      Seen one = new Seen(stored.row().entry().key(), stored.modifyIndex());
      now.put(stored.key(), one);
      if (!one.equals(before.get(stored.key()))) {
        changed.add(stored);
      }
    }
    before.forEach((key, one) -> {
      if (!now.containsKey(key)) {
        add(one.key());
      }
    });
    seen.put(kind, now);
    return changed;
  }

  void add(EntryKey key) {
    due.add(key);
  }

  boolean isEmpty() {
    return due.isEmpty();
  }

  /** The next one; it stays due until it is done. */
  Optional<EntryKey> next() {
    Iterator<EntryKey> first = due.iterator();
    return first.hasNext() ? Optional.of(first.next()) : Optional.empty();
  }

  void done(EntryKey key) {
    due.remove(key);
  }
}
