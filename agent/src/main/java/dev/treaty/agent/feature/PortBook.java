package dev.treaty.agent.feature;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The ports that are really open, under the names of {@code ports} in the configuration. */
public final class PortBook {

  private final Map<String, Integer> open = new LinkedHashMap<>();

  /** Notes a port; whoever opens one does so before it returns from its start. */
  public synchronized void opened(String name, int port) {
    open.put(name, port);
  }

  public synchronized OptionalInt port(String name) {
    Integer port = open.get(name);
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }

  public synchronized Map<String, Integer> all() {
    return new LinkedHashMap<>(open);
  }
}
