package dev.treaty.agent.local;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import java.util.Optional;

/** Notes that a check was told again what it says already: over a restart it is still heard. */
record ConfirmCheck(String checkId) implements Command<LocalOutcome> {

  @Override
  public LocalOutcome apply(StateWriter writer) {
    LocalWriter local = new LocalWriter(writer);
    Optional<LocalCheck> check = local.check(checkId);
    if (check.isEmpty()) {
      return new LocalOutcome.Unknown();
    }
    writer.put(LocalTables.CHECKS, checkId, check.get().heard(local.time()));
    return local.done();
  }
}
