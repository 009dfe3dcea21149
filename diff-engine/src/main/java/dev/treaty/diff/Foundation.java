package dev.treaty.diff;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.value.Value;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells whether a change takes away something on which other entries may rest. */
final class Foundation {

  private static final Set<String> HTTP_LIKE = Set.of("http", "http2", "grpc");

  private Foundation() {}

  /** Whether the change must wait until what rests on it has let go. */
  static boolean isTakenAway(EntryChange change, @Nullable LiveCluster cluster) {
    boolean before = isHttpLike(change.key(), change.before(), cluster);
    boolean after = isHttpLike(change.key(), change.after(), cluster);
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
  private static boolean isHttpLike(
      EntryKey key, Optional<Entry> entry, @Nullable LiveCluster cluster) {
    return switch (key.kind()) {
      case "proxy-defaults" -> entry.map(Foundation::globalIsHttpLike).orElse(false);
      case "service-defaults" ->
          entry.map(e -> isHttpLike(e.body().text("Protocol"))).orElse(globalIsHttpLike(cluster));
      default -> false;
    };
  }

  private static boolean globalIsHttpLike(@Nullable LiveCluster cluster) {
    return cluster != null
        && cluster
            .entry(EntryKey.of("proxy-defaults", "global"))
            .map(Foundation::globalIsHttpLike)
            .orElse(false);
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
