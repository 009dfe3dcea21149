package dev.treaty.agent.catalog;

import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.Tenancy;
import java.util.List;

/**
 * What commands of other features may do to the local part of the catalog, in one step with theirs.
 */
public final class CatalogEditor {

  private final StateWriter writer;
  private final CatalogWriter catalog;

  public CatalogEditor(StateWriter writer) {
    this.writer = writer;
    this.catalog = new CatalogWriter(writer);
  }

  /** Writes a node. */
  public void putNode(NodeRow row) {
    catalog.putNode(row.importedFrom(""));
  }

  /** Writes an instance whose node exists. */
  public void putService(ServiceRow row) {
    catalog.putService(row.importedFrom("", row.node()));
  }

  /** Writes a check whose node and instance exist. */
  public void putCheck(CheckRow row) {
    catalog.putCheck(row.importedFrom("", row.node()));
  }

  /** Deletes an instance with its checks. */
  public void deleteService(ServiceRow row) {
    catalog
        .service("", row.tenancy(), row.node(), row.id())
        .ifPresent(stored -> catalog.deleteService(stored.row()));
  }

  /** Deletes a check. */
  public void deleteCheck(String node, String id) {
    catalog.deleteCheck("", Tenancy.DEFAULT.partition(), node, id);
  }

  /** Deletes a node with all that is on it. */
  public void deleteNode(String node) {
    catalog.deleteNode("", Tenancy.DEFAULT.partition(), node);
  }

  /** All nodes of the default partition. */
  public static List<NodeRow> localNodes(StateWriter writer) {
    return new CatalogView(writer)
        .nodes("", Tenancy.DEFAULT.partition()).stream().map(Stored::row).toList();
  }

  /** All checks on a node, by ID. */
  public List<CheckRow> checksOn(String node) {
    return new CatalogView(writer)
        .allChecks("", Tenancy.DEFAULT.partition(), node).stream().map(Stored::row).toList();
  }

  /** Says whether there is such an instance on the node. */
  public boolean hasService(String node, String id) {
    return catalog.service("", Tenancy.DEFAULT, node, id).isPresent();
  }
}
