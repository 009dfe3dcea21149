package dev.treaty.agent.peering.stream;

import java.util.List;

/**
 * A check as it crosses between clusters.
 *
 * @param serviceId empty for a check of the node
 */
public record PeeredCheck(
    String id,
    String name,
    String status,
    String notes,
    String output,
    String serviceId,
    String serviceName,
    List<String> serviceTags,
    String type) {
  public PeeredCheck {
    serviceTags = List.copyOf(serviceTags);
  }

  /** A check that says no more than a status. */
  public static PeeredCheck of(
      String id, String name, String status, String serviceId, String serviceName) {
    return new PeeredCheck(id, name, status, "", "", serviceId, serviceName, List.of(), "");
  }
}
