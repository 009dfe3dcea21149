package dev.treaty.agent.local;

import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Registers services with their checks; a check that was there keeps what it says.
 *
 * @param replaceChecks removes checks of these services that are not named
 */
record RegisterLocal(List<Registration> services, boolean replaceChecks)
    implements Command<LocalOutcome> {

  RegisterLocal {
    services = List.copyOf(services);
  }

  @Override
  public LocalOutcome apply(StateWriter writer) {
    LocalWriter local = new LocalWriter(writer);
    Optional<String> refusal = register(local, services, false, replaceChecks);
    if (refusal.isPresent()) {
      writer.undo();
      return new LocalOutcome.Refused(refusal.get());
    }
    local.refreshAliases();
    return local.done();
  }

  /** Registers them, or says why not. */
  static Optional<String> register(
      LocalWriter local, List<Registration> services, boolean configured, boolean replaceChecks) {
    for (Registration registration : services) {
      ServiceRow row = registration.service();
      if (registration.sidecar() && row.port() < 1) {
        int port = Registration.sidecarPort(row.id(), local.services());
        if (port == 0) {
          return Optional.of(Registration.noPortLeft());
        }
        row = row.withPort(port);
      }
      register(local, registration, ServiceAddresses.complete(row), configured, replaceChecks);
    }
    return Optional.empty();
  }

  private static void register(
      LocalWriter local,
      Registration registration,
      ServiceRow row,
      boolean configured,
      boolean replaceChecks) {
    List<Registration.CheckPlan> plans =
        registration.sidecar() && registration.checks().isEmpty()
            ? Registration.sidecarChecks(row)
            : registration.checks();
    local.putService(new LocalService(row, registration.sidecar(), configured));
    Set<String> named = new HashSet<>();
    for (int i = 0; i < plans.size(); i++) {
      LocalCheck check =
          Registration.toCheck(plans.get(i), row, i + 1, plans.size())
              .fromConfiguration(configured)
              .heard(local.time());
      named.add(check.row().id());
      local.putCheck(local.check(check.row().id()).map(check::keeping).orElse(check));
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
