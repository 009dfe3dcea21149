package dev.treaty.agent.metrics;

import java.util.Map;
import java.util.TreeMap;

/**
 * What is measured.
 *
 * @param name in Consul's notation without its prefix, for example {@code raft.apply}
 * @param labels few, and each with few values
 */
public record MetricName(String name, Map<String, String> labels)
    implements Comparable<MetricName> {

  public MetricName {
    labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  public static MetricName of(String name) {
    return new MetricName(name, Map.of());
  }

  @Override
  public int compareTo(MetricName other) {
    int byName = name.compareTo(other.name);
    return byName != 0 ? byName : labels.toString().compareTo(other.labels.toString());
  }
}
