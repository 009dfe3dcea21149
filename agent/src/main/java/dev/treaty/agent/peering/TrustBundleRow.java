package dev.treaty.agent.peering;

import dev.treaty.agent.store.Row;
import dev.treaty.agent.store.TableId;
import java.util.List;

/**
 * The roots of a peer's trust domain.
 *
 * @param peeringId the peering that brought it
 * @param exportedPartition the peer's partition as its identities carry it; empty for the default
 */
record TrustBundleRow(
    String peeringId,
    String peerName,
    String partition,
    String trustDomain,
    List<String> rootPems,
    String exportedPartition)
    implements Row {

  /** By partition and name of the peering, as its row. */
  static final TableId<TrustBundleRow> TABLE =
      new TableId<>("peering-trust-bundle", TrustBundleRow.class);

  TrustBundleRow {
    rootPems = List.copyOf(rootPems);
  }
}
