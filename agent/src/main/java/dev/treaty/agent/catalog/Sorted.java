package dev.treaty.agent.catalog;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Copies of maps in the order in which Go writes them. */
final class Sorted {

  private Sorted() {}

  static <V> Map<String, V> copy(Map<String, V> map) {
    return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
