package dev.treaty.agent.catalog;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletes the services of a peer that are not among those it may still show; the outcome is their
 * number of instances.
 *
 * @param peer the local name of the peer; never empty
 * @param partition the one that knows the peer by this name
 */
public record PruneImported(String peer, String partition, List<ServiceName> allowed)
    implements Command<Integer> {

  public PruneImported {
    if (peer.isEmpty()) {
      throw new IllegalArgumentException("a prune needs the name of a peer");
    }
    allowed = List.copyOf(allowed);
  }

  @Override
  public Integer apply(StateWriter writer) {
    CatalogWriter catalog = new CatalogWriter(writer);
    Set<String> kept = new HashSet<>();
    for (ServiceName name : allowed) {
      kept.add(CatalogTables.servicePrefix(peer, name.tenancy(), name.name()));
    }
    int pruned = 0;
    for (Stored<ServiceRow> stored :
        writer.prefix(CatalogTables.SERVICES, CatalogTables.partitionPrefix(peer, partition))) {
      ServiceRow row = stored.row();
      if (!kept.contains(CatalogTables.servicePrefix(peer, row.tenancy(), row.name()))) {
        catalog.deleteService(row);
        catalog.deleteNodeIfEmpty(peer, row.tenancy().partition(), row.node());
        pruned++;
      }
    }
    return pruned;
  }
}
