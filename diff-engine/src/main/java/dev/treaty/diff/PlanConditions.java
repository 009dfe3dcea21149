package dev.treaty.diff;

import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.live.LiveEntry;
import dev.treaty.model.live.LivePeering;
import dev.treaty.model.peering.ClusterName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells whether each object in a plan still stands where it stood when the plan was made. What
 * happened to other objects does not matter.
 */
public final class PlanConditions {

  private final Map<ClusterName, LiveCluster> live;
  private final Map<ClusterName, Map<EntryKey, LiveEntry>> folded = new HashMap<>();

  private PlanConditions(Map<ClusterName, LiveCluster> live) {
    this.live = live;
    live.forEach((name, cluster) -> {
      Map<EntryKey, LiveEntry> entries = new HashMap<>();
      cluster.entries().forEach((key, entry) -> entries.put(EntryPlanner.folded(key), entry));
      folded.put(name, entries);
    });
  }

  /** One sentence per condition that no longer holds; empty if the plan may be applied. */
  public static List<String> broken(Plan plan, Map<ClusterName, LiveCluster> live) {
    return new PlanConditions(live).broken(plan);
  }

  private List<String> broken(Plan plan) {
    List<String> broken = new ArrayList<>();
    for (Change change : plan.changes()) {
      switch (change) {
        case EntryChange.Restore later -> {} // It rests on an earlier write of the same plan.
        case EntryChange entry -> check(entry).ifPresent(broken::add);
        case PeerChange.Establish peer -> {
          check(peer, peer.acceptor()).ifPresent(broken::add);
          check(peer, peer.dialer()).ifPresent(broken::add);
        }
        case PeerChange.Delete peer ->
            peer.remove().forEach(side -> check(peer, side).ifPresent(broken::add));
        case PeerChange other -> {}
      }
    }
    return broken;
  }

  private Optional<String> check(EntryChange change) {
    LiveCluster cluster = live.get(change.cluster());
    if (cluster == null || !cluster.completeKinds().contains(change.key().kind())) {
      return Optional.of(change.address() + " could not be read again");
    }
    Optional<LiveEntry> there =
        Optional.ofNullable(
            folded.getOrDefault(change.cluster(), Map.of()).get(EntryPlanner.folded(change.key())));
    if (change.before().isEmpty()) {
      return there.map(entry -> change.address() + " exists by now");
    }
    if (there.isEmpty()) {
      return Optional.of(change.address() + " is gone");
    }
    long index = there.get().modifyIndex();
    return index == change.modifyIndex()
        ? Optional.empty()
        : Optional.of(
            change.address() + " was changed: index " + index + ", was " + change.modifyIndex());
  }

  private Optional<String> check(PeerChange change, PeerSide side) {
    LiveCluster cluster = live.get(side.cluster());
    String where = change.address() + " at " + side.cluster();
    if (cluster == null || !cluster.peeringsComplete()) {
      return Optional.of(where + " could not be read again");
    }
    String name = side.row().map(LivePeering::name).orElse(side.peerName());
    String is = standing(cluster.peering(name));
    String was = standing(side.row());
    return is.equals(was) ? Optional.empty() : Optional.of(where + " is " + is + ", was " + was);
  }

  /** A row and whether it lives; ACTIVE and FAILING come and go and make no difference. */
  private static String standing(Optional<LivePeering> row) {
    return row.map(r ->
            switch (r.state()) {
                  case "PENDING", "DELETING", "TERMINATED" -> r.state();
                  default -> "established";
                }
                + " as "
                + r.id())
        .orElse("absent");
  }
}
