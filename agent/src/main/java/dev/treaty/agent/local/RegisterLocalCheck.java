package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import java.util.Optional;

/** Registers a check by itself; one that was there keeps what it says. */
record RegisterLocalCheck(String node, LocalCheck check) implements Command<LocalOutcome> {

  @Override
  public LocalOutcome apply(StateWriter writer) {
    LocalWriter local = new LocalWriter(writer, node);
    CheckRow row = check.row();
    if (!row.ofNode()) {
      Optional<LocalService> owner = local.service(row.serviceId());
      if (owner.isEmpty()) {
        return new LocalOutcome.Unknown();
      }
      row = row.forService(row.serviceId(), owner.get().row().name(), owner.get().row().tags());
    }
    LocalCheck placed = new LocalCheck(row, check.spec());
    local.putCheck(
        local
            .check(row.id())
            .map(before -> placed.saying(before.row().status(), before.row().output()))
            .orElse(placed));
    local.refreshAliases();
    return LocalOutcome.DONE;
  }
}
