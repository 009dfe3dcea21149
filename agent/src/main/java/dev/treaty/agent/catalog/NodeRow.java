package dev.treaty.agent.catalog;

import dev.treaty.agent.store.Row;
import java.util.Map;

/**
 * A node.
 *
 * @param peer the peer it was imported from; empty for a local one
 * @param partition where it lives; nodes have no namespace
 * @param id a UUID, or empty
 */
public record NodeRow(
    String peer,
    String partition,
    String id,
    String name,
    String address,
    String datacenter,
    Map<String, String> taggedAddresses,
    Map<String, String> meta,
    Locality locality)
    implements Row {

  public NodeRow {
    taggedAddresses = Sorted.copy(taggedAddresses);
    meta = Sorted.copy(meta);
  }

  /** A local node with nothing but a name and an address. */
  public static NodeRow of(String name, String address, String datacenter) {
    return new NodeRow(
        "", "default", "", name, address, datacenter, Map.of(), Map.of(), Locality.NONE);
  }

  /** The same node as imported from the peer. */
  public NodeRow importedFrom(String peerName) {
    return new NodeRow(
        peerName, partition, id, name, address, datacenter, taggedAddresses, meta, locality);
  }
}
