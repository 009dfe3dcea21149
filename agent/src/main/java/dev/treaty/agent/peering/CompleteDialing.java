package dev.treaty.agent.peering;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import java.util.Optional;

/**
 * Stores the stream secret that a token was exchanged for, and with it the peer that the token
 * names. False if the peering is gone meanwhile.
 *
 * @param row the peering as the token has it, under the ID of the stored one
 * @param streamSecret in clear: it is presented at every connection
 */
record CompleteDialing(PeeringRow row, String streamSecret) implements Command<Boolean> {

  @Override
  public Boolean apply(StateWriter writer) {
    Optional<PeeringRow> existing =
        PeeringRows.byName(writer, row.partition(), row.name())
            .filter(PeeringRow::isLive)
            .filter(stored -> stored.id().equals(row.id()) && stored.isDialer());
    if (existing.isEmpty()) {
      return false;
    }
    if (!existing.get().peerId().equals(row.peerId())) {
      // Another peering on the other side: nothing of the one before may linger.
      PeeringRows.dropImports(writer, existing.get());
    }
    PeeringRows.put(writer, row.withState(PeeringState.ESTABLISHING));
    PeeringRows.putSecrets(writer, row.id(), SecretsRow.ofDialer(streamSecret));
    return true;
  }

  /** Never prints the secret. */
  @Override
  public String toString() {
    return "CompleteDialing[" + row.name() + "]";
  }
}
