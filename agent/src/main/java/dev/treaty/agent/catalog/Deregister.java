package dev.treaty.agent.catalog;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.model.entry.Tenancy;

/**
 * Removes an instance, a check or, where neither is named, a whole node; what is not there is no
 * error.
 *
 * @param serviceId empty unless an instance is meant; it counts more than the check
 * @param checkId empty unless a check is meant
 */
public record Deregister(Tenancy tenancy, String node, String serviceId, String checkId)
    implements Command<CatalogOutcome> {

  @Override
  public CatalogOutcome apply(StateWriter writer) {
    CatalogWriter catalog = new CatalogWriter(writer);
    if (!serviceId.isEmpty()) {
      catalog
          .service("", tenancy, node, serviceId)
          .ifPresent(found -> catalog.deleteService(found.row()));
    } else if (!checkId.isEmpty()) {
      catalog.deleteCheck("", tenancy.partition(), node, checkId);
    } else {
      catalog.deleteNode("", tenancy.partition(), node);
    }
    return CatalogOutcome.DONE;
  }
}
