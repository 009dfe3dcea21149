package dev.treaty.agent.peering;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;

/**
 * The peer ended the peering: everything that came from it goes, the row stays for the operator to
 * see. A token that was issued since stays good, and one that was already exchanged keeps the
 * peering pending: the end of the old must not take the new with it.
 */
record TerminatePeering(String id) implements Command<Boolean> {

  @Override
  public Boolean apply(StateWriter writer) {
    return PeeringRows.byId(writer, id)
        .filter(PeeringRow::isLive)
        .map(row -> {
          PeeringRows.dropImports(writer, row);
          SecretsRow secrets = PeeringRows.secrets(writer, id).withoutActive();
          boolean refounded = !row.isDialer() && !secrets.pending().isEmpty();
          PeeringRows.putSecrets(writer, id, row.isDialer() ? SecretsRow.NONE : secrets);
          PeeringRows.put(
              writer, row.withState(refounded ? PeeringState.PENDING : PeeringState.TERMINATED));
          return true;
        })
        .orElse(false);
  }
}
