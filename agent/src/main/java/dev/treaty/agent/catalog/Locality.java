package dev.treaty.agent.catalog;

/** Region and zone of a node or service; both empty where unknown. */
public record Locality(String region, String zone) {

  public static final Locality NONE = new Locality("", "");

  /** Says whether nothing is known. */
  public boolean unknown() {
    return region.isEmpty() && zone.isEmpty();
  }
}
