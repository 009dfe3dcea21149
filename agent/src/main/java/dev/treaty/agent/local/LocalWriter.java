package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.check.CheckResult;
import dev.treaty.agent.check.CheckSpec;
import dev.treaty.agent.store.Row;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The steps of the commands on the agent's own store; it remembers what they touched. */
final class LocalWriter {

  private static final int MAX_ALIAS_ROUNDS = 4;

  private final StateWriter writer;
  private final Map<String, String> services = new HashMap<>();
  private final Set<String> checks = new HashSet<>();

  LocalWriter(StateWriter writer) {
    this.writer = writer;
  }

  Instant time() {
    return writer.time();
  }

  Optional<LocalService> service(String id) {
    return writer.get(LocalTables.SERVICES, id).map(Stored::row);
  }

  Optional<LocalCheck> check(String id) {
    return writer.get(LocalTables.CHECKS, id).map(Stored::row);
  }

  List<LocalService> services() {
    return rows(writer.prefix(LocalTables.SERVICES, ""));
  }

  List<LocalCheck> checks() {
    return rows(writer.prefix(LocalTables.CHECKS, ""));
  }

  private static <R extends Row> List<R> rows(List<Stored<R>> stored) {
    return stored.stream().map(Stored::row).toList();
  }

  List<LocalCheck> checksOf(String serviceId) {
    return checks().stream().filter(check -> check.row().serviceId().equals(serviceId)).toList();
  }

  /** Told again is touched, too: the catalog may have lost it. */
  void putService(LocalService service) {
    writer.putIfChanged(LocalTables.SERVICES, service.row().id(), service);
    note(service);
  }

  private void note(LocalService service) {
    services.put(service.row().id(), service.row().tenancy().namespace());
  }

  void putCheck(LocalCheck check) {
    writer.putIfChanged(LocalTables.CHECKS, check.row().id(), check);
    checks.add(check.row().id());
  }

  void deleteCheck(String id) {
    writer.delete(LocalTables.CHECKS, id);
    checks.add(id);
  }

  /** Deletes a service with its checks and the sidecar that came with it. */
  void deleteService(String id) {
    for (LocalCheck check : checksOf(id)) {
      deleteCheck(check.row().id());
    }
    service(id).ifPresent(this::note);
    writer.delete(LocalTables.SERVICES, id);
    String sidecar = id + Registration.SIDECAR_SUFFIX;
    if (service(sidecar).filter(LocalService::sidecar).isPresent()) {
      deleteService(sidecar);
    }
  }

  /** Lets aliases say what they stand for says now; an alias of an alias takes another round. */
  void refreshAliases() {
    for (int round = 0; round < MAX_ALIAS_ROUNDS; round++) {
      boolean changed = false;
      for (LocalCheck check : checks()) {
        if (check.spec().isAliasOn(check.row().node())) {
          LocalCheck now = mirrored(check);
          if (!now.equals(check)) {
            changed = true;
            putCheck(now);
          }
        }
      }
      if (!changed) {
        return;
      }
    }
  }

  private LocalCheck mirrored(LocalCheck alias) {
    CheckSpec spec = alias.spec();
    List<CheckRow> others =
        checks().stream()
            .map(LocalCheck::row)
            .filter(check -> !check.id().equals(alias.row().id()))
            .toList();
    CheckResult result =
        Alias.judge(spec, alias.row().node(), others, service(spec.aliasService()).isPresent());
    return alias.saying(result.status(), result.output());
  }

  /** The outcome of a command whose steps were these. */
  LocalOutcome done() {
    return new LocalOutcome.Done(new Touched(false, services, checks));
  }
}
