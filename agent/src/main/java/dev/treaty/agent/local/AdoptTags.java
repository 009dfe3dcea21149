package dev.treaty.agent.local;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import java.util.List;

/** Takes over the tags that somebody gave a service in the catalog, where the service allows it. */
record AdoptTags(String serviceId, List<String> tags) implements Command<LocalOutcome> {

  AdoptTags {
    tags = List.copyOf(tags);
  }

  @Override
  public LocalOutcome apply(StateWriter writer) {
    LocalWriter local = new LocalWriter(writer);
    local
        .service(serviceId)
        .filter(service -> service.row().enableTagOverride())
        .ifPresent(service -> local.putService(service.tagged(tags)));
    return local.done();
  }
}
