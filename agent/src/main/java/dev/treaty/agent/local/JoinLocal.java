package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CatalogEditor;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.NodeRow;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;

/**
 * Makes the agent's own node known, with the service and the check that every server has, and with
 * all it was told of before. A node that bore its ID under another name goes, as in Consul.
 */
record JoinLocal(NodeRow row, ServiceRow server, CheckRow alive) implements Command<LocalOutcome> {

  @Override
  public LocalOutcome apply(StateWriter writer) {
    for (NodeRow other : CatalogEditor.localNodes(writer)) {
      boolean sameName = other.name().equalsIgnoreCase(row.name());
      boolean sameId = !row.id().isEmpty() && other.id().equals(row.id());
      if (sameId && !sameName) {
        new CatalogEditor(writer).deleteNode(other.name());
      }
    }
    writer.putIfChanged(LocalTables.NODES, row.name(), row);
    CatalogEditor catalog = new CatalogEditor(writer);
    catalog.putNode(row);
    catalog.putService(server);
    catalog.putCheck(alive);
    new LocalWriter(writer, row.name()).sync();
    return LocalOutcome.DONE;
  }
}
