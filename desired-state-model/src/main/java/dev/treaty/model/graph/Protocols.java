package dev.treaty.model.graph;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What protocol a service speaks, by what the entries say. */
public final class Protocols {

  private static final Set<String> HTTP_LIKE = Set.of("http", "http2", "grpc");

  private Protocols() {}

  /**
   * The protocol of a service: its service-defaults say it, and where there are some, an empty one
   * is {@code tcp}; only without any do proxy-defaults count.
   */
  public static String of(EntryLookup state, ServiceId service) {
    return of(
        state.find(service.entry("service-defaults")),
        state.find(global(service.tenancy().partition())));
  }

  static String of(Optional<Entry> serviceDefaults, Optional<Entry> proxyDefaults) {
    String protocol =
        serviceDefaults.isPresent()
            ? serviceDefaults.get().body().text("Protocol")
            : proxyDefaults.map(Protocols::ofProxies).orElse("");
    return protocol.isEmpty() ? "tcp" : protocol.toLowerCase(Locale.ROOT);
  }

  /** Whether requests can be seen in it, so that they can be routed and decided about. */
  public static boolean isHttpLike(String protocol) {
    return HTTP_LIKE.contains(protocol.toLowerCase(Locale.ROOT));
  }

  static EntryKey global(String partition) {
    return new EntryKey("proxy-defaults", new Tenancy(partition, "default"), "global");
  }

  /** {@code Config.protocol}, whose key ignores case. */
  private static String ofProxies(Entry proxyDefaults) {
    Value.Fields config = proxyDefaults.body().fields("Config");
    String exact = config.text("protocol");
    if (!exact.isEmpty()) {
      return exact;
    }
    for (Map.Entry<String, Value> field : config.map().entrySet()) {
      if (field.getKey().equalsIgnoreCase("protocol")
          && field.getValue() instanceof Value.Text(String text)) {
        return text;
      }
    }
    return "";
  }
}
