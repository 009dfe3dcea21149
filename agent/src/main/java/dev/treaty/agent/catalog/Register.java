package dev.treaty.agent.catalog;

import dev.treaty.agent.notation.GoText;
import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import java.util.List;
import java.util.Optional;

/**
 * Registers a node, an instance on it and checks, as one.
 *
 * @param skipNodeUpdate leaves a node that exists as it is
 * @param checks those that name an instance need it registered, here or before
 */
public record Register(
    NodeRow node, boolean skipNodeUpdate, Optional<ServiceRow> service, List<CheckRow> checks)
    implements Command<CatalogOutcome> {

  public Register {
    checks = List.copyOf(checks);
  }

  @Override
  public CatalogOutcome apply(StateWriter writer) {
    CatalogWriter catalog = new CatalogWriter(writer);
    Optional<Stored<NodeRow>> existing = catalog.node(node.peer(), node.partition(), node.name());
    Optional<String> refusal =
        existing.isEmpty() || !skipNodeUpdate ? checkId(writer) : Optional.empty();
    if (refusal.isEmpty()) {
      refusal = checkInstances(catalog);
    }
    if (refusal.isPresent()) {
      return new CatalogOutcome.Refused(refusal.get());
    }
    if (existing.isEmpty() || !skipNodeUpdate) {
      renamed(writer).ifPresent(old -> catalog.deleteNode(old.peer(), old.partition(), old.name()));
      catalog.putNode(node);
    }
    service.ifPresent(catalog::putService);
    for (CheckRow check : checks) {
      catalog.putCheck(owned(catalog, check));
    }
    return CatalogOutcome.DONE;
  }

  private CheckRow owned(CatalogWriter catalog, CheckRow check) {
    if (check.ofNode()) {
      return check.forService("", "", check.serviceTags());
    }
    ServiceRow owner =
        catalog
            .service(check.peer(), check.tenancy(), check.node(), check.serviceId())
            .orElseThrow()
            .row();
    return check.forService(owner.id(), owner.name(), owner.tags());
  }

  private Optional<String> checkInstances(CatalogWriter catalog) {
    for (CheckRow check : checks) {
      if (!check.node().equalsIgnoreCase(node.name())) {
        return Optional.of(
            "Node '%s' for check '%s' doesn't match register request node '%s'"
                .formatted(check.node(), check.id(), node.name()));
      }
      boolean here =
          service.isPresent()
              && service.get().id().equalsIgnoreCase(check.serviceId())
              && service.get().tenancy().equals(check.tenancy());
      if (!check.ofNode()
          && !here
          && catalog
              .service(check.peer(), check.tenancy(), check.node(), check.serviceId())
              .isEmpty()) {
        return Optional.of(
            "Unknown service ID '%s' for check ID '%s'".formatted(check.serviceId(), check.id()));
      }
    }
    return Optional.empty();
  }

  /** The node that bears this one's ID under another name. */
  private Optional<NodeRow> renamed(StateWriter writer) {
    return sameId(writer).filter(old -> !old.name().equalsIgnoreCase(node.name()));
  }

  private Optional<NodeRow> sameId(StateWriter writer) {
    if (node.id().isEmpty()) {
      return Optional.empty();
    }
    return writer
        .prefix(CatalogTables.NODES, CatalogTables.partitionPrefix(node.peer(), node.partition()))
        .stream()
        .map(Stored::row)
        .filter(row -> row.id().equals(node.id()))
        .findFirst();
  }

  /** Nodes that are alive keep their name: an ID may take only that of a dead or nameless one. */
  private Optional<String> checkId(StateWriter writer) {
    if (node.id().isEmpty()) {
      return Optional.empty();
    }
    CatalogWriter catalog = new CatalogWriter(writer);
    Optional<NodeRow> holder =
        catalog.node(node.peer(), node.partition(), node.name()).map(Stored::row);
    if (holder.isEmpty() || holder.get().id().isEmpty() || holder.get().id().equals(node.id())) {
      return Optional.empty();
    }
    boolean alive =
        catalog.checksOf(holder.get()).stream()
            .anyMatch(check ->
                check.row().id().equals("serfHealth")
                    && check.row().status().equals(CheckRow.PASSING));
    if (!alive) {
      return Optional.empty();
    }
    String place = renamed(writer).isPresent() ? " (" + node.address() + "): " : ": ";
    return Optional.of(
        "failed inserting node: Error while renaming Node ID: "
            + GoText.quote(node.id())
            + place
            + "Node name "
            + node.name()
            + " is reserved by node "
            + holder.get().id()
            + " with name "
            + holder.get().name()
            + " ("
            + holder.get().address()
            + ")");
  }
}
