package dev.treaty.agent.catalog;

import dev.treaty.agent.store.BatchedLog;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.StoreSchema;
import dev.treaty.model.entry.Tenancy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A catalog in memory, and short ways to write to it. */
final class CatalogFixture implements AutoCloseable {

  final Store store =
      Store.open(BatchedLog.inMemory(() -> Instant.EPOCH), CatalogTables.addTo(new StoreSchema()));

  CatalogView view() {
    return new CatalogView(store.state());
  }

  CatalogOutcome register(String node, ServiceRow service, CheckRow... checks) {
    return store.propose(
        new Register(
            NodeRow.of(node, "10.0.0.1", "dc1"), false, Optional.of(service), List.of(checks)));
  }

  CatalogOutcome deregister(String node, String serviceId, String checkId) {
    return store.propose(new Deregister(Tenancy.DEFAULT, node, serviceId, checkId));
  }

  static CheckRow check(String node, String serviceId, String status) {
    return CheckRow.ofNode(node, serviceId + "-check", "c", status)
        .forService(serviceId, "", List.of());
  }

  static ImportInstances.Imported imported(String node, String service, String id, String status) {
    return new ImportInstances.Imported(
        NodeRow.of(node, "10.1.0.1", "dc2"),
        ServiceRow.of(node, service, 80).withId(id),
        List.of(check(node, id, status)));
  }

  @Override
  public void close() {
    store.close();
  }
}
