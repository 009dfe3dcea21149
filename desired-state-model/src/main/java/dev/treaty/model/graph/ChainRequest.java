package dev.treaty.model.graph;

/**
 * Which chain to compile, and for whom.
 *
 * @param datacenter in which the chain is walked
 */
public record ChainRequest(
    ServiceId service, String datacenter, String trustDomain, Overrides overrides) {

  /**
   * What a caller sets in place of what entries say; empty and 0 where nothing.
   *
   * @param connectTimeout in nanoseconds
   */
  public record Overrides(String meshGatewayMode, String protocol, long connectTimeout) {
    public static final Overrides NONE = new Overrides("", "", 0);
  }

  /** As Consul compiles to see whether a chain can be built at all. */
  static ChainRequest trial(ServiceId service) {
    return new ChainRequest(
        service, "dc1", "b6fc9da3-03d4-4b5a-9134-c045e9b20152.consul", Overrides.NONE);
  }
}
