package dev.treaty.agent.http;

/** How fresh a read must be. */
public enum Consistency {
  DEFAULT,
  STALE,
  CONSISTENT;

  /** As {@code X-Consul-Effective-Consistency} says it. */
  String effective() {
    return switch (this) {
      case DEFAULT -> "leader";
      case STALE -> "stale";
      case CONSISTENT -> "consistent";
    };
  }
}
