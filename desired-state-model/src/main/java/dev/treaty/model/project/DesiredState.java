package dev.treaty.model.project;

import dev.treaty.model.peering.PeeringDeclaration;
import java.util.List;

/**
 * What one commit declares for all clusters of a project. Immutable and complete: half a repository
 * is never a desired state.
 *
 * @param revision full commit id, or {@code work-tree}
 * @param entries at most one per cluster and key
 */
public record DesiredState(
    String project,
    String revision,
    List<ClusterDeclaration> clusters,
    List<PeeringDeclaration> peerings,
    List<DeclaredEntry> entries,
    SafetyLimits safety) {

  public DesiredState {
    clusters = List.copyOf(clusters);
    peerings = List.copyOf(peerings);
    entries = List.copyOf(entries);
  }
}
