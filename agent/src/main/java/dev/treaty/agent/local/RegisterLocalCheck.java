package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import java.util.Optional;

/** Registers a check by itself; one that was there keeps what it says. */
record RegisterLocalCheck(LocalCheck check) implements Command<LocalOutcome> {

  @Override
  public LocalOutcome apply(StateWriter writer) {
    LocalWriter local = new LocalWriter(writer);
    if (!register(local, check)) {
      return new LocalOutcome.Unknown();
    }
    local.refreshAliases();
    return local.done();
  }

  /** Registers it; false where it names a service that is not there. */
  static boolean register(LocalWriter local, LocalCheck check) {
    CheckRow row = check.row();
    if (!row.ofNode()) {
      Optional<LocalService> owner = local.service(row.serviceId());
      if (owner.isEmpty()) {
        return false;
      }
      row = row.forService(row.serviceId(), owner.get().row().name(), owner.get().row().tags());
    }
    LocalCheck placed = check.with(row).heard(local.time());
    local.putCheck(local.check(row.id()).map(placed::keeping).orElse(placed));
    return true;
  }
}
