package dev.treaty.agent.peering;

import java.util.Locale;

/**
 * The states of a peering as Consul names them. ACTIVE and FAILING are only shown, never stored.
 */
public enum PeeringState {
  PENDING,
  ESTABLISHING,
  ACTIVE,
  FAILING,
  DELETING,
  TERMINATED;

  /** The lower-case word. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
