package dev.treaty.agent.local;

import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Registers services with their checks; a check that was there keeps what it says.
 *
 * @param replaceChecks removes checks of these services that are not named
 */
record RegisterLocal(String node, List<Registration> services, boolean replaceChecks)
    implements Command<LocalOutcome> {

  RegisterLocal {
    services = List.copyOf(services);
  }

  @Override
  public LocalOutcome apply(StateWriter writer) {
    LocalWriter local = new LocalWriter(writer, node);
    for (Registration registration : services) {
      ServiceRow row = registration.service();
      if (registration.sidecar() && row.port() < 1) {
        int port = Registration.sidecarPort(row.id(), local.services());
        if (port == 0) {
          return new LocalOutcome.Refused(Registration.noPortLeft());
        }
        row = row.withPort(port);
      }
      register(local, registration, ServiceAddresses.complete(row));
    }
    local.refreshAliases();
    return LocalOutcome.DONE;
  }

  private void register(LocalWriter local, Registration registration, ServiceRow row) {
    List<Registration.CheckPlan> plans =
        registration.sidecar() && registration.checks().isEmpty()
            ? Registration.sidecarChecks(row)
            : registration.checks();
    local.putService(new LocalService(row, registration.sidecar()));
    Set<String> named = new HashSet<>();
    for (int i = 0; i < plans.size(); i++) {
      LocalCheck check = Registration.toCheck(plans.get(i), row, i + 1, plans.size());
      named.add(check.row().id());
      LocalCheck kept =
          local
              .check(check.row().id())
              .map(before -> check.saying(before.row().status(), before.row().output()))
              .orElse(check);
      local.putCheck(kept);
    }
    if (replaceChecks) {
      for (LocalCheck check : local.checksOf(row.id())) {
        if (!named.contains(check.row().id())) {
          local.deleteCheck(check.row().id());
        }
      }
    }
  }
}
