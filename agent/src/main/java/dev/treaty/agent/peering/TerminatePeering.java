package dev.treaty.agent.peering;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;

/**
 * The peer ended the peering: everything that came from it goes, the row stays for the operator to
 * see. A token that was issued since, and a secret that one was exchanged for, stay good and bring
 * the peering back: the end of the old must not take the new with it, however late it is heard of.
 */
record TerminatePeering(String id) implements Command<Boolean> {

  @Override
  public Boolean apply(StateWriter writer) {
    return PeeringRows.byId(writer, id)
        .filter(PeeringRow::isLive)
        .map(row -> {
          PeeringRows.dropImports(writer, row);
          PeeringRows.putSecrets(
              writer,
              id,
              row.isDialer() ? SecretsRow.NONE : PeeringRows.secrets(writer, id).withoutActive());
          PeeringRows.put(writer, row.withState(PeeringState.TERMINATED));
          return true;
        })
        .orElse(false);
  }
}
