package dev.treaty.agent.local;

import dev.treaty.agent.catalog.NodeRow;
import dev.treaty.agent.store.Keys;
import dev.treaty.agent.store.StoreSchema;
import dev.treaty.agent.store.TableId;

/** The tables of the agents' own registrations, by node and ID (which here heeds case). */
public final class LocalTables {

  static final TableId<NodeRow> NODES = new TableId<>("local-nodes", NodeRow.class);
  static final TableId<LocalService> SERVICES = new TableId<>("local-services", LocalService.class);
  static final TableId<LocalCheck> CHECKS = new TableId<>("local-checks", LocalCheck.class);

  private LocalTables() {}

  /** Adds the tables and commands. */
  public static StoreSchema addTo(StoreSchema schema) {
    return schema
        .table(NODES)
        .table(SERVICES)
        .table(CHECKS)
        .command("local-join", JoinLocal.class)
        .command("local-register", RegisterLocal.class)
        .command("local-register-check", RegisterLocalCheck.class)
        .command("local-deregister", DeregisterLocal.class)
        .command("local-deregister-check", DeregisterLocalCheck.class)
        .command("local-update-check", UpdateLocalCheck.class)
        .command("local-sync", SyncLocal.class);
  }

  static String key(String node, String id) {
    return Keys.of(node, id);
  }

  static String prefix(String node) {
    return Keys.prefix(node);
  }
}
