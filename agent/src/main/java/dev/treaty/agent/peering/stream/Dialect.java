package dev.treaty.agent.peering.stream;

/**
 * Which generation of Consul the peer speaks like. The wire does not say it: the absence of the
 * remote's description does, and the refusal of a subscription.
 */
public enum Dialect {
  /** Consul 1.14 and later. */
  CURRENT,
  /** Consul 1.13.2 and later: no service lists, removals by operation 2, no nonces. */
  V1_13_2,
  /** Consul 1.13.0 and 1.13.1: no server addresses either. */
  V1_13_0;

  /** What to try when the peer refused one of our subscriptions. */
  public Dialect simpler() {
    return this == CURRENT ? V1_13_2 : V1_13_0;
  }

  boolean knowsServiceList() {
    return this == CURRENT;
  }

  boolean knowsServerAddresses() {
    return this != V1_13_0;
  }

  boolean removesByOperation() {
    return this != CURRENT;
  }
}
