package dev.treaty.agent.local;

import dev.treaty.agent.notation.GoText;
import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes what the configuration tells of services and checks hold: what it told of before and does
 * not now goes, what the API told of stays, and the configuration wins where both tell of one.
 */
record ConfigureLocal(List<Registration> services, List<LocalCheck> checks)
    implements Command<LocalOutcome> {

  ConfigureLocal {
    services = List.copyOf(services);
    checks = List.copyOf(checks);
  }

  @Override
  public LocalOutcome apply(StateWriter writer) {
    LocalWriter local = new LocalWriter(writer);
    Set<String> before = new HashSet<>();
    for (LocalCheck check : local.checks()) {
      if (check.configured()) {
        before.add(check.row().id());
        // It stands as told by nobody until it is told again.
        local.putCheck(check.fromConfiguration(false));
      }
    }
    Set<String> named = new HashSet<>();
    services.forEach(each -> named.add(each.service().id()));
    for (LocalService service : local.services()) {
      if (service.configured() && !named.contains(service.row().id())) {
        local.deleteService(service.row().id());
      }
    }
    Optional<String> refusal = RegisterLocal.register(local, services, true, false);
    for (LocalCheck check : checks) {
      if (refusal.isEmpty() && !RegisterLocalCheck.register(local, check.fromConfiguration(true))) {
        refusal =
            Optional.of(
                "check "
                    + GoText.quote(check.row().id())
                    + ": ServiceID "
                    + GoText.quote(check.row().serviceId())
                    + " does not exist");
      }
    }
    if (refusal.isPresent()) {
      writer.undo();
      return new LocalOutcome.Refused(refusal.get());
    }
    for (String id : before) {
      if (local.check(id).filter(check -> !check.configured()).isPresent()) {
        local.deleteCheck(id);
      }
    }
    local.refreshAliases();
    return local.done();
  }
}
