package dev.treaty.model.project;

import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.peering.PeeringDeclaration;
import java.util.List;
import java.util.Optional;

/**
 * What the project file alone says, before any entry is read.
 *
 * @param clusters in the order written
 * @param peerings sorted by address
 */
public record Project(
    String name,
    List<ClusterDeclaration> clusters,
    List<PeeringDeclaration> peerings,
    SafetyLimits safety,
    Mode mode) {

  public Project {
    clusters = List.copyOf(clusters);
    peerings = List.copyOf(peerings);
  }

  public Optional<ClusterDeclaration> cluster(ClusterName name) {
    return clusters.stream().filter(cluster -> cluster.name().equals(name)).findFirst();
  }
}
