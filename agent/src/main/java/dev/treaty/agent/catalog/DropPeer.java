package dev.treaty.agent.catalog;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import java.util.List;

/**
 * Deletes what was imported from a peer, at most so many nodes (with all that is on them) at once;
 * the outcome says whether nothing is left.
 *
 * @param peer the local name of the peer; never empty
 * @param partition the one that knows the peer by this name
 */
public record DropPeer(String peer, String partition, int batch) implements Command<Boolean> {

  public DropPeer {
    if (peer.isEmpty() || batch < 1) {
      throw new IllegalArgumentException("a drop needs the name of a peer and a size");
    }
  }

  @Override
  public Boolean apply(StateWriter writer) {
    CatalogWriter catalog = new CatalogWriter(writer);
    List<Stored<NodeRow>> nodes =
        writer.prefix(CatalogTables.NODES, CatalogTables.partitionPrefix(peer, partition));
    nodes.stream()
        .limit(batch)
        .map(Stored::row)
        .forEach(node -> catalog.deleteNode(peer, node.partition(), node.name()));
    return nodes.size() <= batch;
  }
}
