package dev.treaty.agent.catalog;

import dev.treaty.agent.store.Stored;
import java.util.List;

/**
 * An instance of a service with its node and all checks that speak for it.
 *
 * @param checks those of the node first, then those of the instance, each by ID
 */
public record Instance(
    Stored<NodeRow> node, Stored<ServiceRow> service, List<Stored<CheckRow>> checks) {

  public Instance {
    checks = List.copyOf(checks);
  }

  /** The worst status of its checks; passing where there are none. */
  public String status() {
    boolean warning = false;
    for (Stored<CheckRow> check : checks) {
      switch (check.row().status()) {
        case CheckRow.PASSING -> {}
        case CheckRow.WARNING -> warning = true;
        default -> {
          return CheckRow.CRITICAL;
        }
      }
    }
    return warning ? CheckRow.WARNING : CheckRow.PASSING;
  }
}
