package dev.treaty.diff;

import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.live.LivePeering;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.ClusterDeclaration;
import dev.treaty.model.project.DesiredState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what is ours in a cluster and what is not. */
final class ClusterCensus {

  /** Peerings count as a kind of their own. */
  static final String PEERING = "peering";

  private ClusterCensus() {}

  static List<ClusterOverview> overviews(
      DesiredState desired, Map<ClusterName, LiveCluster> whole) {
    return desired.clusters().stream()
        .map(ClusterDeclaration::name)
        .sorted()
        .map(name -> overview(desired.project(), name, whole))
        .toList();
  }

  private static ClusterOverview overview(
      String project, ClusterName name, Map<ClusterName, LiveCluster> whole) {
    LiveCluster cluster = whole.get(name);
    if (cluster == null) {
      return new ClusterOverview(name, 0, 0, false);
    }
    int owned = ownedByKind(project, cluster).values().stream().mapToInt(n -> n).sum();
    int all = cluster.entries().size() + cluster.peerings().size();
    return new ClusterOverview(name, owned, all - owned, true);
  }

  /** How many objects of each kind are ours. */
  static Map<String, Integer> ownedByKind(String project, LiveCluster cluster) {
    Map<String, Integer> owned = new TreeMap<>();
    cluster
        .entries()
        .forEach((EntryKey key, dev.treaty.model.live.LiveEntry live) -> {
          String address = cluster.name() + "/" + key.path();
          if (OwnershipMarks.of(live.entry(), project, address).isOwned()) {
            owned.merge(key.kind(), 1, Integer::sum);
          }
        });
    for (LivePeering row : cluster.peerings()) {
      if (PeeringMark.read(row, project, cluster.name()).isOurs()) {
        owned.merge(PEERING, 1, Integer::sum);
      }
    }
    return owned;
  }
}
