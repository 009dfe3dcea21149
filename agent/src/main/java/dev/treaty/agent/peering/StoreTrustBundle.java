package dev.treaty.agent.peering;

import dev.treaty.agent.connect.ConnectCa;
import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import java.util.List;
import java.util.Optional;

/**
 * Stores a peer's roots. They also become the roots by which its servers are verified from the next
 * connection on, as in Consul (peering-protocol.md §8.4). Answers why it was refused, or nothing.
 */
record StoreTrustBundle(
    String peeringId, String trustDomain, List<String> rootPems, String exportedPartition)
    implements Command<String> {

  StoreTrustBundle {
    rootPems = List.copyOf(rootPems);
  }

  @Override
  public String apply(StateWriter writer) {
    Optional<PeeringRow> live = PeeringRows.liveById(writer, peeringId);
    if (live.isEmpty()) {
      return "cannot write peering trust bundle: the peering is over";
    }
    PeeringRow row = live.get();
    if (ConnectCa.trustDomain(writer).filter(own -> own.name().equals(trustDomain)).isPresent()) {
      return "the trust bundle claims the trust domain of this cluster";
    }
    Optional<String> other =
        writer.table(TrustBundleRow.TABLE).all().stream()
            .filter(stored -> !stored.key().equals(row.key()))
            .map(Stored::row)
            // Each partition has its own peerings, two of them perhaps with one cluster.
            .filter(bundle -> bundle.partition().equals(row.partition()))
            .filter(bundle -> bundle.trustDomain().equals(trustDomain))
            .filter(bundle -> bundle.exportedPartition().equals(exportedPartition))
            .map(TrustBundleRow::peerName)
            .findFirst();
    if (other.isPresent()) {
      return "the trust bundle claims the trust domain of another peer, \"" + other.get() + "\"";
    }
    writer.putIfChanged(
        TrustBundleRow.TABLE,
        row.key(),
        new TrustBundleRow(
            peeringId, row.name(), row.partition(), trustDomain, rootPems, exportedPartition));
    writer.putIfChanged(PeeringRow.TABLE, row.key(), row.withPeerCaPems(rootPems));
    return "";
  }
}
