package dev.treaty.diff;

import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.DesiredState;
import dev.treaty.model.project.SafetyLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges how much of what is ours a plan deletes, per cluster and kind. A replace is no deletion.
 */
final class DeletionCap {

  private DeletionCap() {}

  static SafetyVerdict judge(
      DesiredState desired, Map<ClusterName, LiveCluster> whole, List<Change> writes) {
    Map<ClusterName, Map<String, Integer>> deleted = new TreeMap<>();
    for (Change change : writes) {
      switch (change) {
        case EntryChange.Delete gone ->
            deleted
                .computeIfAbsent(gone.cluster(), name -> new TreeMap<>())
                .merge(gone.key().kind(), 1, Integer::sum);
        case PeerChange.Delete gone ->
            gone.remove()
                .forEach(side ->
                    deleted
                        .computeIfAbsent(side.cluster(), name -> new TreeMap<>())
                        .merge(ClusterCensus.PEERING, 1, Integer::sum));
        case EntryChange other -> {}
        case PeerChange other -> {}
      }
    }
    List<SafetyVerdict.Share> shares = new ArrayList<>();
    deleted.forEach((name, kinds) -> {
      LiveCluster cluster = whole.get(name);
      Map<String, Integer> owned =
          cluster == null ? Map.of() : ClusterCensus.ownedByKind(desired.project(), cluster);
      kinds.forEach((kind, count) ->
          shares.add(share(name, kind, owned.getOrDefault(kind, count), count, desired.safety())));
    });
    return shares.isEmpty() ? SafetyVerdict.NOTHING_DELETED : new SafetyVerdict(shares);
  }

  private static SafetyVerdict.Share share(
      ClusterName cluster, String kind, int owned, int deleted, SafetyLimits limits) {
    boolean exceeded =
        owned >= limits.minObjects()
            && (long) deleted * 100 > (long) limits.maxDeletePercent() * owned;
    return new SafetyVerdict.Share(
        cluster, kind, owned, deleted, limits.maxDeletePercent(), exceeded);
  }
}
