package dev.treaty.diff;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells whether a change takes away something on which other entries may rest. */
final class Foundation {

  private static final Set<String> HTTP_LIKE = Set.of("http", "http2", "grpc");
  private static final EntryKey GLOBAL = EntryKey.of("proxy-defaults", "global");

  private final Map<ClusterName, LiveCluster> whole;
  private final Map<ClusterName, EntryChange> globals = new HashMap<>();

  Foundation(List<Change> writes, Map<ClusterName, LiveCluster> whole) {
    this.whole = whole;
    for (Change change : writes) {
      if (change instanceof EntryChange entry && entry.key().equals(GLOBAL)) {
        globals.put(entry.cluster(), entry);
      }
    }
  }

  /** Whether the change must wait until what rests on it has let go. */
  boolean isTakenAway(EntryChange change) {
    boolean before = isHttpLike(change.key(), change.before(), globalBefore(change.cluster()));
    boolean after = isHttpLike(change.key(), change.after(), globalAfter(change.cluster()));
    if (before != after) {
      return before;
    }
    if (change.after().isEmpty()) {
      return true;
    }
    return change.key().kind().equals("service-resolver") && losesSubsets(change);
  }

  /**
   * Whether a service with these defaults may have routers, splitters and L7 intentions. Where
   * service-defaults exist, an empty protocol is tcp; only without them proxy-defaults count.
   */
  private static boolean isHttpLike(EntryKey key, Optional<Entry> entry, Optional<Entry> global) {
    return switch (key.kind()) {
      case "proxy-defaults" -> entry.map(Foundation::globalIsHttpLike).orElse(false);
      case "service-defaults" ->
          entry
              .map(defaults -> isHttpLike(defaults.body().text("Protocol")))
              .orElseGet(() -> global.map(Foundation::globalIsHttpLike).orElse(false));
      default -> false;
    };
  }

  private Optional<Entry> globalBefore(ClusterName name) {
    LiveCluster cluster = whole.get(name);
    return cluster == null ? Optional.empty() : cluster.entry(GLOBAL);
  }

  private Optional<Entry> globalAfter(ClusterName name) {
    EntryChange change = globals.get(name);
    return change == null ? globalBefore(name) : change.after();
  }

  private static boolean globalIsHttpLike(Entry proxyDefaults) {
    return isHttpLike(proxyDefaults.body().fields("Config").text("protocol"));
  }

  private static boolean isHttpLike(String protocol) {
    return HTTP_LIKE.contains(protocol.toLowerCase(Locale.ROOT));
  }

  private static boolean losesSubsets(EntryChange change) {
    Set<String> before = subsets(change.before());
    Set<String> after = subsets(change.after());
    return !after.containsAll(before) && before.containsAll(after);
  }

  private static Set<String> subsets(Optional<Entry> resolver) {
    return resolver
        .map(entry -> entry.body().fields("Subsets"))
        .orElse(Value.Fields.EMPTY)
        .map()
        .keySet();
  }
}
