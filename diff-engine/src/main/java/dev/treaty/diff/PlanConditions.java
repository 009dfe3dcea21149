package dev.treaty.diff;

import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.live.LiveEntry;
import dev.treaty.model.live.LivePeering;
import dev.treaty.model.peering.ClusterName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells whether each object in a plan still stands where it stood when the plan was made. What
 * happened to other objects does not matter.
 */
public final class PlanConditions {

  private PlanConditions() {}

  /** One sentence per condition that no longer holds; empty if the plan may be applied. */
  public static List<String> broken(Plan plan, Map<ClusterName, LiveCluster> live) {
    List<String> broken = new ArrayList<>();
    for (Change change : plan.changes()) {
      switch (change) {
        case EntryChange entry -> check(entry, live).ifPresent(broken::add);
        case PeerChange.Establish peer -> {
          check(peer, peer.acceptor(), live).ifPresent(broken::add);
          check(peer, peer.dialer(), live).ifPresent(broken::add);
        }
        case PeerChange.Delete peer ->
            peer.remove().forEach(side -> check(peer, side, live).ifPresent(broken::add));
        case PeerChange other -> {}
      }
    }
    return broken;
  }

  private static Optional<String> check(EntryChange change, Map<ClusterName, LiveCluster> live) {
    LiveCluster cluster = live.get(change.cluster());
    if (cluster == null || !cluster.completeKinds().contains(change.key().kind())) {
      return Optional.of(change.address() + " could not be read again");
    }
    Optional<LiveEntry> there = find(cluster, change.key());
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

  private static Optional<LiveEntry> find(LiveCluster cluster, EntryKey key) {
    LiveEntry exact = cluster.entries().get(key);
    if (exact != null) {
      return Optional.of(exact);
    }
    EntryKey folded = EntryPlanner.folded(key);
    return cluster.entries().entrySet().stream()
        .filter(entry -> EntryPlanner.folded(entry.getKey()).equals(folded))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Optional<String> check(
      PeerChange change, PeerSide side, Map<ClusterName, LiveCluster> live) {
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
