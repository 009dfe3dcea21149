package dev.treaty.reconcile.cli.consul;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code -meta key=value}, repeated. */
final class MetaFlag {

  private MetaFlag() {}

  /** A word without {@code =} is a key with an empty value, as in Consul. */
  static Map<String, String> of(List<String> pairs) {
    Map<String, String> meta = new TreeMap<>();
    for (String pair : pairs) {
      String[] parts = pair.split("=", 2);
      meta.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return meta;
  }

  /** {@code k=v,k=v}, sorted. */
  static String text(Map<String, String> meta, String separator) {
    return String.join(
        separator,
        new TreeMap<>(meta).entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }
}
