package dev.treaty.agent.local;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;

/** Puts everything on the agent's node, should it have another name than when it was told. */
record Rehome(String node) implements Command<LocalOutcome> {

  @Override
  public LocalOutcome apply(StateWriter writer) {
    LocalWriter local = new LocalWriter(writer);
    local.services().forEach(service -> local.putService(service.onNode(node)));
    local.checks().forEach(check -> local.putCheck(check.with(check.row().onNode(node))));
    return local.done();
  }
}
