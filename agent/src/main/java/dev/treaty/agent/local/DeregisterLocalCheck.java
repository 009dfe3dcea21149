package dev.treaty.agent.local;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;

/** Removes a check. */
record DeregisterLocalCheck(String checkId) implements Command<LocalOutcome> {

  @Override
  public LocalOutcome apply(StateWriter writer) {
    LocalWriter local = new LocalWriter(writer);
    if (local.check(checkId).isEmpty()) {
      return new LocalOutcome.Unknown();
    }
    local.deleteCheck(checkId);
    local.refreshAliases();
    return local.done();
  }
}
