package dev.treaty.agent.peering;

import dev.treaty.agent.store.StateWriter;

/** The one place that writes a peer's services into the catalogue. */
final class ImportedCatalog {

  private ImportedCatalog() {}

  /** Removes every node, service and check of the peer. */
  static void drop(StateWriter writer, PeeringRow row) {}
}
