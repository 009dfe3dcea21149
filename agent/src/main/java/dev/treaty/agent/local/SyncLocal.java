package dev.treaty.agent.local;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;

/** Brings back into the catalog what somebody took out of it behind the agent's back. */
record SyncLocal(String node) implements Command<LocalOutcome> {

  @Override
  public LocalOutcome apply(StateWriter writer) {
    new LocalWriter(writer, node).sync();
    return LocalOutcome.DONE;
  }
}
