package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CatalogEditor;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.NodeRow;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.check.CheckResult;
import dev.treaty.agent.check.CheckSpec;
import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.Keys;
import dev.treaty.agent.store.Row;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Store;
import dev.treaty.agent.store.StoreSchema;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.TableId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How agents kept their own services and checks before they had a store for them: in tables of the
 * replicated one. Logs of that time are still understood, down to the last row they make, and what
 * they leave is moved once. All names and shapes here are as they stand in those logs.
 */
final class FormerLayout {

  private static final TableId<NodeRow> NODES = new TableId<>("local-nodes", NodeRow.class);
  private static final TableId<Service> SERVICES = new TableId<>("local-services", Service.class);
  private static final TableId<Check> CHECKS = new TableId<>("local-checks", Check.class);

  private FormerLayout() {}

  static StoreSchema addTo(StoreSchema schema) {
    return schema
        .table(NODES)
        .table(SERVICES)
        .table(CHECKS)
        .command("local-join", Join.class)
        .command("local-register", Register.class)
        .command("local-register-check", RegisterCheck.class)
        .command("local-deregister", Deregister.class)
        .command("local-deregister-check", DeregisterCheck.class)
        .command("local-update-check", UpdateCheck.class)
        .command("local-sync", Sync.class)
        .command("local-moved", Moved.class);
  }

  /** Moves what the replicated store still has into the agent's own. */
  static void move(Store replicated, Store own) {
    List<Stored<Service>> services = replicated.state().table(SERVICES).all();
    List<Stored<Check>> checks = replicated.state().table(CHECKS).all();
    if (replicated.state().table(NODES).size() == 0 && services.isEmpty() && checks.isEmpty()) {
      return;
    }
    own.propose(
        new TakeOver(
            services.stream()
                .map(stored -> new LocalService(stored.row().row(), stored.row().sidecar(), false))
                .toList(),
            checks.stream()
                .map(stored -> new LocalCheck(stored.row().row(), stored.row().spec().now()))
                .toList()));
    replicated.propose(new Moved());
  }

  record Service(ServiceRow row, boolean sidecar) implements Row {}

  record Check(CheckRow row, FormerSpec spec) implements Row {
    Check saying(String status, String output) {
      return new Check(row.saying(status, output), spec);
    }
  }

  record Plan(String id, String name, String status, String notes, FormerSpec spec) {
    Registration.CheckPlan now() {
      return new Registration.CheckPlan(id, name, status, notes, spec.now());
    }
  }

  record Told(ServiceRow service, boolean sidecar, List<Plan> checks) {}

  record Join(NodeRow row, ServiceRow server, CheckRow alive) implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      for (NodeRow other : CatalogEditor.localNodes(writer)) {
        boolean sameName = other.name().equalsIgnoreCase(row.name());
        boolean sameId = !row.id().isEmpty() && other.id().equals(row.id());
        if (sameId && !sameName) {
          new CatalogEditor(writer).deleteNode(other.name());
        }
      }
      writer.putIfChanged(NODES, row.name(), row);
      CatalogEditor catalog = new CatalogEditor(writer);
      catalog.putNode(row);
      catalog.putService(server);
      catalog.putCheck(alive);
      new Writer(writer, row.name()).sync();
      return true;
    }
  }

  record Register(String node, List<Told> services, boolean replaceChecks)
      implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      Writer local = new Writer(writer, node);
      for (Told told : services) {
        ServiceRow row = told.service();
        if (told.sidecar() && row.port() < 1) {
          int port =
              Registration.sidecarPort(
                  row.id(),
                  local.services().stream()
                      .map(each -> new LocalService(each.row(), each.sidecar(), false))
                      .toList());
          if (port == 0) {
            return false;
          }
          row = row.withPort(port);
        }
        register(local, told, ServiceAddresses.complete(row));
      }
      local.refreshAliases();
      return true;
    }

    private void register(Writer local, Told told, ServiceRow row) {
      List<Registration.CheckPlan> plans =
          told.sidecar() && told.checks().isEmpty()
              ? Registration.sidecarChecks(row)
              : told.checks().stream().map(Plan::now).toList();
      local.putService(new Service(row, told.sidecar()));
      Set<String> named = new HashSet<>();
      for (int i = 0; i < plans.size(); i++) {
        LocalCheck made = Registration.toCheck(plans.get(i), row, i + 1, plans.size());
        Check check = new Check(made.row(), FormerSpec.of(made.spec()));
        named.add(check.row().id());
        local.putCheck(local.kept(check));
      }
      if (replaceChecks) {
        for (Check check : local.checksOf(row.id())) {
          if (!named.contains(check.row().id())) {
            local.deleteCheck(check.row().id());
          }
        }
      }
    }
  }

  record RegisterCheck(String node, Check check) implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      Writer local = new Writer(writer, node);
      CheckRow row = check.row();
      if (!row.ofNode()) {
        Optional<Service> owner = local.service(row.serviceId());
        if (owner.isEmpty()) {
          return false;
        }
        row = row.forService(row.serviceId(), owner.get().row().name(), owner.get().row().tags());
      }
      local.putCheck(local.kept(new Check(row, check.spec())));
      local.refreshAliases();
      return true;
    }
  }

  record Deregister(String node, String serviceId) implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      Writer local = new Writer(writer, node);
      if (local.service(serviceId).isPresent()) {
        local.deleteService(serviceId);
        local.refreshAliases();
      }
      return true;
    }
  }

  record DeregisterCheck(String node, String checkId) implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      Writer local = new Writer(writer, node);
      if (local.check(checkId).isPresent()) {
        local.deleteCheck(checkId);
        local.refreshAliases();
      }
      return true;
    }
  }

  record UpdateCheck(String node, String checkId, String status, String output)
      implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      Writer local = new Writer(writer, node);
      local
          .check(checkId)
          .ifPresent(check -> {
            local.putCheck(check.saying(status, output));
            local.refreshAliases();
          });
      return true;
    }
  }

  record Sync(String node) implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      new Writer(writer, node).sync();
      return true;
    }
  }

  /** All of it stands in the agent's own store now. */
  record Moved() implements Command<Boolean> {
    @Override
    public Boolean apply(StateWriter writer) {
      writer.deletePrefix(NODES, "");
      writer.deletePrefix(SERVICES, "");
      writer.deletePrefix(CHECKS, "");
      return true;
    }
  }

  /** Takes what the replicated store had into the agent's own, unless it has it already. */
  record TakeOver(List<LocalService> services, List<LocalCheck> checks)
      implements Command<LocalOutcome> {
    @Override
    public LocalOutcome apply(StateWriter writer) {
      LocalWriter local = new LocalWriter(writer);
      Instant now = writer.time();
      for (LocalService service : services) {
        if (local.service(service.row().id()).isEmpty()) {
          local.putService(service);
        }
      }
      for (LocalCheck check : checks) {
        if (local.check(check.row().id()).isEmpty()) {
          local.putCheck(check.heard(now));
        }
      }
      return local.done();
    }
  }

  /** The steps of those commands. */
  private record Writer(StateWriter writer, String node) {

    CatalogEditor catalog() {
      return new CatalogEditor(writer);
    }

    Optional<Service> service(String id) {
      return writer.get(SERVICES, Keys.of(node, id)).map(Stored::row);
    }

    Optional<Check> check(String id) {
      return writer.get(CHECKS, Keys.of(node, id)).map(Stored::row);
    }

    List<Service> services() {
      return writer.prefix(SERVICES, Keys.prefix(node)).stream().map(Stored::row).toList();
    }

    List<Check> checks() {
      return writer.prefix(CHECKS, Keys.prefix(node)).stream().map(Stored::row).toList();
    }

    List<Check> checksOf(String serviceId) {
      return checks().stream().filter(check -> check.row().serviceId().equals(serviceId)).toList();
    }

    Check kept(Check check) {
      return check(check.row().id())
          .map(before -> check.saying(before.row().status(), before.row().output()))
          .orElse(check);
    }

    void ensureNode() {
      writer.get(NODES, node).map(Stored::row).ifPresent(row -> catalog().putNode(row));
    }

    void putService(Service service) {
      writer.putIfChanged(SERVICES, Keys.of(node, service.row().id()), service);
      ensureNode();
      catalog().putService(service.row());
    }

    void putCheck(Check check) {
      writer.putIfChanged(CHECKS, Keys.of(node, check.row().id()), check);
      ensureNode();
      catalog().putCheck(check.row());
    }

    void deleteCheck(String id) {
      writer.delete(CHECKS, Keys.of(node, id));
      catalog().deleteCheck(node, id);
    }

    void deleteService(String id) {
      for (Check check : checksOf(id)) {
        deleteCheck(check.row().id());
      }
      service(id).ifPresent(service -> catalog().deleteService(service.row()));
      writer.delete(SERVICES, Keys.of(node, id));
      String sidecar = id + Registration.SIDECAR_SUFFIX;
      if (service(sidecar).filter(Service::sidecar).isPresent()) {
        deleteService(sidecar);
      }
    }

    void sync() {
      ensureNode();
      services().forEach(service -> catalog().putService(service.row()));
      checks().forEach(check -> catalog().putCheck(check.row()));
      refreshAliases();
    }

    void refreshAliases() {
      for (int round = 0; round < 4; round++) {
        boolean changed = false;
        for (Check check : checks()) {
          if (check.spec().now().isAlias()) {
            Check now = mirrored(check);
            changed |= !now.equals(check);
            putCheck(now);
          }
        }
        if (!changed) {
          return;
        }
      }
    }

    private Check mirrored(Check alias) {
      CheckSpec spec = alias.spec().now();
      String of = spec.aliasNode().isEmpty() ? node : spec.aliasNode();
      List<CheckRow> checks =
          catalog().checksOn(of).stream()
              .filter(check -> !check.id().equalsIgnoreCase(alias.row().id()))
              .toList();
      CheckResult result =
          Alias.judge(spec, of, checks, catalog().hasService(of, spec.aliasService()));
      return alias.saying(result.status(), result.output());
    }
  }
}
