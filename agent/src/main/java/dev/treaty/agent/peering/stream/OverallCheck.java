package dev.treaty.agent.peering.stream;

import java.util.List;
import java.util.Optional;

/**
 * Folds the checks of an instance into the one that leaves the cluster.
 *
 * <p>The importer learns whether the instance is healthy, not why. As Consul does: maintenance
 * beats critical beats warning beats passing, and an unknown status is worse than all.
 */
final class OverallCheck {
  private static final String NODE_MAINTENANCE = "_node_maintenance";
  private static final String SERVICE_MAINTENANCE = "_service_maintenance:";
  private static final List<String> WORST_FIRST =
      List.of("maintenance", "critical", "warning", "passing");

  private OverallCheck() {}

  static Optional<PeeredCheck> of(PeeredService service, List<PeeredCheck> checks) {
    return worst(checks)
        .map(status ->
            PeeredCheck.of(
                service.id() + ":overall-check",
                "overall-check",
                status,
                service.id(),
                service.name()));
  }

  private static Optional<String> worst(List<PeeredCheck> checks) {
    Optional<String> worst = Optional.empty();
    for (PeeredCheck check : checks) {
      if (check.id().equals(NODE_MAINTENANCE) || check.id().startsWith(SERVICE_MAINTENANCE)) {
        return Optional.of("maintenance");
      }
      if (worst.isEmpty() || rank(check.status()) < rank(worst.get())) {
        worst = Optional.of(check.status());
      }
    }
    return worst;
  }

  private static int rank(String status) {
    return WORST_FIRST.indexOf(status);
  }
}
