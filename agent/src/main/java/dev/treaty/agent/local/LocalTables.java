package dev.treaty.agent.local;

import dev.treaty.agent.store.StoreSchema;
import dev.treaty.agent.store.TableId;

/**
 * What stands in the agent's own store, which no other server sees: services and checks by ID
 * (which here heeds case).
 */
public final class LocalTables {

  static final TableId<LocalService> SERVICES = new TableId<>("services", LocalService.class);
  static final TableId<LocalCheck> CHECKS = new TableId<>("checks", LocalCheck.class);

  private LocalTables() {}

  /** The tables and commands of the agent's own store. */
  public static StoreSchema schema() {
    return new StoreSchema()
        .table(SERVICES)
        .table(CHECKS)
        .command("register", RegisterLocal.class)
        .command("register-check", RegisterLocalCheck.class)
        .command("deregister", DeregisterLocal.class)
        .command("deregister-check", DeregisterLocalCheck.class)
        .command("update-check", UpdateLocalCheck.class)
        .command("confirm-check", ConfirmCheck.class)
        .command("adopt-tags", AdoptTags.class)
        .command("configure", ConfigureLocal.class)
        .command("take-over", FormerLayout.TakeOver.class)
        .command("rehome", Rehome.class);
  }

  /** Adds what this feature does in the replicated store. */
  public static StoreSchema addTo(StoreSchema schema) {
    return FormerLayout.addTo(schema).command("server-join", JoinAsServer.class);
  }
}
