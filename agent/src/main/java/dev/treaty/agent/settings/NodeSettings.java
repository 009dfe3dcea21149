package dev.treaty.agent.settings;

import java.util.Map;
import java.util.Optional;

/**
 * The node the agent runs as.
 *
 * @param id absent: one is made and kept in the data directory
 */
public record NodeSettings(String name, Optional<String> id, Map<String, String> meta) {

  public NodeSettings {
    meta = Map.copyOf(meta);
  }

  public NodeSettings withName(String other) {
    return new NodeSettings(other, id, meta);
  }

  public NodeSettings withId(String other) {
    return new NodeSettings(name, Optional.of(other), meta);
  }

  public NodeSettings withMeta(Map<String, String> other) {
    return new NodeSettings(name, id, other);
  }
}
