package dev.treaty.agent.peering;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import java.util.Optional;

/**
 * Stores the stream secret that a token was exchanged for, and with it the peer that the token
 * names. Answers the peering's ID, or nothing if it was deleted meanwhile.
 *
 * <p>A rotation keeps the ID. A token of another peering on the other side, or one for a peering
 * that its peer has ended, gives it a new one, so that nothing the old stream still says, its
 * ending least of all, is taken for the new one's.
 *
 * @param began the ID under which the exchange began
 * @param row the peering as the token has it, under an ID that is new
 * @param streamSecret in clear: it is presented at every connection
 */
record CompleteDialing(String began, PeeringRow row, String streamSecret)
    implements Command<String> {

  @Override
  public String apply(StateWriter writer) {
    Optional<PeeringRow> found =
        PeeringRows.byName(writer, row.partition(), row.name())
            .filter(stored -> stored.id().equals(began) && stored.isDialer())
            .filter(stored -> stored.state() != PeeringState.DELETING);
    if (found.isEmpty()) {
      return "";
    }
    PeeringRow existing = found.get();
    boolean samePeer = existing.isLive() && existing.peerId().equals(row.peerId());
    String id = samePeer ? existing.id() : row.id();
    if (!samePeer) {
      PeeringRows.dropImports(writer, existing);
      writer.delete(SecretsRow.TABLE, existing.id());
    }
    PeeringRows.put(writer, row.withId(id).withState(PeeringState.ESTABLISHING));
    PeeringRows.putSecrets(writer, id, SecretsRow.ofDialer(streamSecret));
    return id;
  }

  /** Never prints the secret. */
  @Override
  public String toString() {
    return "CompleteDialing[" + row.name() + "]";
  }
}
