package dev.treaty.agent.local;

import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.Tables;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the agent's own registrations. */
final class LocalView {

  private final Tables tables;

  LocalView(Tables tables) {
    this.tables = tables;
  }

  /** All services by ID. */
  Map<String, ServiceRow> services() {
    Map<String, ServiceRow> found = new TreeMap<>();
    for (Stored<LocalService> stored : tables.table(LocalTables.SERVICES).all()) {
      found.put(stored.row().row().id(), stored.row().row());
    }
    return found;
  }

  Optional<ServiceRow> service(String id) {
    return tables.table(LocalTables.SERVICES).get(id).map(stored -> stored.row().row());
  }

  /** All checks by ID. */
  Map<String, LocalCheck> checks() {
    Map<String, LocalCheck> found = new TreeMap<>();
    for (Stored<LocalCheck> stored : tables.table(LocalTables.CHECKS).all()) {
      found.put(stored.row().row().id(), stored.row());
    }
    return found;
  }

  Optional<LocalCheck> check(String id) {
    return tables.table(LocalTables.CHECKS).get(id).map(Stored::row);
  }
}
