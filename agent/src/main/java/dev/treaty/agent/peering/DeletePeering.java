package dev.treaty.agent.peering;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;

/** The two steps of a peering's end at our own wish. */
final class DeletePeering {

  private DeletePeering() {}

  /**
   * Marks the peering and forgets its secrets; answers its ID, or nothing where there is nothing to
   * delete. One that its peer had ended is removed at once.
   */
  record Begin(String partition, String name) implements Command<String> {
    @Override
    public String apply(StateWriter writer) {
      return PeeringRows.byName(writer, partition, name)
          .map(row -> {
            switch (row.state()) {
              case DELETING -> {}
              case TERMINATED -> PeeringRows.remove(writer, row);
              case PENDING, ESTABLISHING, ACTIVE, FAILING -> {
                writer.delete(SecretsRow.TABLE, row.id());
                PeeringRows.put(writer, row.deletedAt(writer.time().toEpochMilli()));
              }
            }
            return row.id();
          })
          .orElse("");
    }
  }

  /** Removes a marked peering with everything that came from its peer. */
  record Finish(String id) implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      return PeeringRows.byId(writer, id)
          .filter(row -> row.state() == PeeringState.DELETING)
          .map(row -> {
            PeeringRows.remove(writer, row);
            return true;
          })
          .orElse(false);
    }
  }
}
