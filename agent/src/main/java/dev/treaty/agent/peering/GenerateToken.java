package dev.treaty.agent.peering;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a peering ready to be dialed with a new token, the peering itself included where there is
 * none. One that is being deleted or was ended by its peer is replaced by a new one at once: real
 * Consul hands out a dead token there (peering-protocol.md §12).
 *
 * @param id the ID that the token was made for; of an existing peering or new
 */
record GenerateToken(
    String partition,
    String name,
    Map<String, String> meta,
    String id,
    String establishment,
    long establishmentExpires)
    implements Command<GenerateToken.Outcome> {

  GenerateToken {
    meta = Map.copyOf(meta);
  }

  /** What became of it. */
  enum Outcome {
    ISSUED,
    /** The peering changed since the token was made: make another. */
    RETRY,
    /** The name is that of a peering in which we dial. */
    WE_DIAL
  }

  @Override
  public Outcome apply(StateWriter writer) {
    Optional<PeeringRow> existing = PeeringRows.byName(writer, partition, name);
    if (existing.isPresent() && existing.get().isLive()) {
      if (existing.get().isDialer()) {
        return Outcome.WE_DIAL;
      }
      if (!existing.get().id().equals(id)) {
        return Outcome.RETRY;
      }
      // The row itself does not change: neither its meta nor its state (§1.3).
      PeeringRows.put(writer, existing.get());
    } else {
      if (existing.isPresent() && existing.get().id().equals(id)) {
        return Outcome.RETRY;
      }
      existing.ifPresent(dead -> PeeringRows.remove(writer, dead));
      PeeringRows.put(writer, PeeringRow.acceptor(id, name, partition, meta));
    }
    PeeringRows.putSecrets(
        writer,
        id,
        PeeringRows.secrets(writer, id).withEstablishment(establishment, establishmentExpires));
    return Outcome.ISSUED;
  }
}
