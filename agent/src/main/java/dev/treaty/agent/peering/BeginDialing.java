package dev.treaty.agent.peering;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import java.util.Optional;

/**
 * Writes a new dialing peering as PENDING, before its token's secret is exchanged: where that
 * fails, the row shows what was tried. A live peering of the same name is left as it is until the
 * exchange has succeeded, so that a bad token cannot break a good peering.
 *
 * @param row as it shall be; its ID is used only where the peering is new
 */
record BeginDialing(PeeringRow row) implements Command<BeginDialing.Outcome> {

  /** What became of it. */
  sealed interface Outcome {
    /** The peering with this ID may exchange its secret. */
    record Ready(String id) implements Outcome {}

    /** The name is that of a peering in which we are dialed. */
    record WeAreDialed() implements Outcome {}
  }

  @Override
  public Outcome apply(StateWriter writer) {
    Optional<PeeringRow> existing = PeeringRows.byName(writer, row.partition(), row.name());
    if (existing.isPresent() && existing.get().isLive()) {
      if (!existing.get().isDialer()) {
        return new Outcome.WeAreDialed();
      }
      if (existing.get().state() == PeeringState.PENDING) {
        PeeringRows.put(writer, row.withId(existing.get().id()));
      }
      return new Outcome.Ready(existing.get().id());
    }
    existing.ifPresent(dead -> PeeringRows.remove(writer, dead));
    PeeringRows.put(writer, row);
    return new Outcome.Ready(row.id());
  }
}
