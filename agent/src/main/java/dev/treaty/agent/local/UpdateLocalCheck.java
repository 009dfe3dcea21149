package dev.treaty.agent.local;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import java.util.Optional;

/** Notes what a check says now, and when it was told so. */
record UpdateLocalCheck(String checkId, String status, String output)
    implements Command<LocalOutcome> {

  @Override
  public LocalOutcome apply(StateWriter writer) {
    LocalWriter local = new LocalWriter(writer);
    Optional<LocalCheck> check = local.check(checkId);
    if (check.isEmpty()) {
      return new LocalOutcome.Unknown();
    }
    local.putCheck(check.get().saying(status, output).heard(local.time()));
    local.refreshAliases();
    return local.done();
  }
}
