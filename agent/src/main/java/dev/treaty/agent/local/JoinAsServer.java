package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CatalogEditor;
import dev.treaty.agent.catalog.CatalogOutcome;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.NodeRow;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;

/**
 * Makes the only server's node known, with the service and the check that every server has. A node
 * that bore its ID under another name goes, as in Consul.
 */
record JoinAsServer(NodeRow row, ServiceRow server, CheckRow alive)
    implements Command<CatalogOutcome> {

  @Override
  public CatalogOutcome apply(StateWriter writer) {
    CatalogEditor catalog = new CatalogEditor(writer);
    for (NodeRow other : CatalogEditor.localNodes(writer)) {
      boolean sameName = other.name().equalsIgnoreCase(row.name());
      boolean sameId = !row.id().isEmpty() && other.id().equals(row.id());
      if (sameId && !sameName) {
        catalog.deleteNode(other.name());
      }
    }
    catalog.putNode(row);
    catalog.putService(server);
    catalog.putCheck(alive);
    return CatalogOutcome.DONE;
  }
}
