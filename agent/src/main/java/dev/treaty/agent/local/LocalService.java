package dev.treaty.agent.local;

import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.store.Row;
import java.util.List;

/**
 * A service the agent was told of.
 *
 * @param sidecar it came with another service and goes with it
 * @param configured a configuration file told of it, and it goes when the file says so no more
 */
record LocalService(ServiceRow row, boolean sidecar, boolean configured) implements Row {

  LocalService onNode(String node) {
    return new LocalService(row.onNode(node), sidecar, configured);
  }

  LocalService tagged(List<String> tags) {
    return new LocalService(row.withTags(tags), sidecar, configured);
  }
}
