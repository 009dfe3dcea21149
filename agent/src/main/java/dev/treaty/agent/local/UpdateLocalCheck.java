package dev.treaty.agent.local;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import java.util.Optional;

/** Notes what a check says now. */
record UpdateLocalCheck(String node, String checkId, String status, String output)
    implements Command<LocalOutcome> {

  @Override
  public LocalOutcome apply(StateWriter writer) {
    LocalWriter local = new LocalWriter(writer, node);
    Optional<LocalCheck> check = local.check(checkId);
    if (check.isEmpty()) {
      return new LocalOutcome.Unknown();
    }
    local.putCheck(check.get().saying(status, output));
    local.refreshAliases();
    return LocalOutcome.DONE;
  }
}
