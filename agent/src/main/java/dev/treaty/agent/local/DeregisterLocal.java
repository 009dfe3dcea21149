package dev.treaty.agent.local;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;

/** Removes a service with its checks and its sidecar. */
record DeregisterLocal(String serviceId) implements Command<LocalOutcome> {

  @Override
  public LocalOutcome apply(StateWriter writer) {
    LocalWriter local = new LocalWriter(writer);
    if (local.service(serviceId).isEmpty()) {
      return new LocalOutcome.Unknown();
    }
    local.deleteService(serviceId);
    local.refreshAliases();
    return local.done();
  }
}
