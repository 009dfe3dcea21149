package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CatalogEditor;
import dev.treaty.agent.check.CheckResult;
import dev.treaty.agent.check.CheckSpec;
import dev.treaty.agent.store.Row;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import java.util.List;
import java.util.Optional;

/** The steps of this feature's commands: each writes the agent's own rows and the catalog alike. */
final class LocalWriter {

  private static final int MAX_ALIAS_ROUNDS = 4;

  private final StateWriter writer;
  private final CatalogEditor catalog;
  private final String node;

  LocalWriter(StateWriter writer, String node) {
    this.writer = writer;
    this.catalog = new CatalogEditor(writer);
    this.node = node;
  }

  Optional<LocalService> service(String id) {
    return writer.get(LocalTables.SERVICES, LocalTables.key(node, id)).map(Stored::row);
  }

  Optional<LocalCheck> check(String id) {
    return writer.get(LocalTables.CHECKS, LocalTables.key(node, id)).map(Stored::row);
  }

  List<LocalService> services() {
    return rows(writer.prefix(LocalTables.SERVICES, LocalTables.prefix(node)));
  }

  List<LocalCheck> checks() {
    return rows(writer.prefix(LocalTables.CHECKS, LocalTables.prefix(node)));
  }

  private static <R extends Row> List<R> rows(List<Stored<R>> stored) {
    return stored.stream().map(Stored::row).toList();
  }

  List<LocalCheck> checksOf(String serviceId) {
    return checks().stream().filter(check -> check.row().serviceId().equals(serviceId)).toList();
  }

  /** The catalog may have lost the node: then it comes back before anything is put on it. */
  private void ensureNode() {
    writer.get(LocalTables.NODES, node).map(Stored::row).ifPresent(catalog::putNode);
  }

  void putService(LocalService service) {
    writer.putIfChanged(LocalTables.SERVICES, LocalTables.key(node, service.row().id()), service);
    ensureNode();
    catalog.putService(service.row());
  }

  void putCheck(LocalCheck check) {
    writer.putIfChanged(LocalTables.CHECKS, LocalTables.key(node, check.row().id()), check);
    ensureNode();
    catalog.putCheck(check.row());
  }

  void deleteCheck(String id) {
    writer.delete(LocalTables.CHECKS, LocalTables.key(node, id));
    catalog.deleteCheck(node, id);
  }

  /** Deletes a service with its checks and the sidecar that came with it. */
  void deleteService(String id) {
    for (LocalCheck check : checksOf(id)) {
      deleteCheck(check.row().id());
    }
    service(id).ifPresent(service -> catalog.deleteService(service.row()));
    writer.delete(LocalTables.SERVICES, LocalTables.key(node, id));
    String sidecar = id + Registration.SIDECAR_SUFFIX;
    if (service(sidecar).filter(LocalService::sidecar).isPresent()) {
      deleteService(sidecar);
    }
  }

  /** Writes into the catalog whatever of the agent's is not there as it should be. */
  void sync() {
    ensureNode();
    for (LocalService service : services()) {
      catalog.putService(service.row());
    }
    for (LocalCheck check : checks()) {
      catalog.putCheck(check.row());
    }
    refreshAliases();
  }

  /** Lets aliases say what they stand for says now; an alias of an alias takes another round. */
  void refreshAliases() {
    for (int round = 0; round < MAX_ALIAS_ROUNDS; round++) {
      boolean changed = false;
      for (LocalCheck check : checks()) {
        if (check.spec().isAlias()) {
          LocalCheck now = mirrored(check);
          changed |= !now.equals(check);
          putCheck(now);
        }
      }
      if (!changed) {
        return;
      }
    }
  }

  private LocalCheck mirrored(LocalCheck alias) {
    CheckSpec spec = alias.spec();
    String of = spec.aliasNode().isEmpty() ? node : spec.aliasNode();
    CheckResult result =
        Alias.judge(
            spec,
            of,
            catalog.checksOn(of).stream()
                .filter(check -> !check.id().equalsIgnoreCase(alias.row().id()))
                .toList(),
            catalog.hasService(of, spec.aliasService()));
    return alias.saying(result.status(), result.output());
  }
}
