package dev.treaty.diff;

import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.live.LiveEntry;
import dev.treaty.model.live.LivePeering;
import dev.treaty.model.peering.ClusterName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Does to a {@link Planning}'s clusters what a plan says, as an obedient server would. */
final class FakeApply {

  private FakeApply() {}

  static void apply(Plan plan, Planning planning) {
    for (Change change : plan.changes()) {
      switch (change) {
        case EntryChange entry -> apply(entry, planning);
        case PeerChange.Establish peer -> {
          peer.remove().forEach(side -> remove(side, planning));
          establish(peer, planning);
        }
        case PeerChange.Delete peer -> peer.remove().forEach(side -> remove(side, planning));
        case PeerChange other -> throw new AssertionError("no write: " + other);
      }
    }
  }

  private static void apply(EntryChange change, Planning planning) {
    Map<EntryKey, LiveEntry> entries =
        planning.entries.computeIfAbsent(change.cluster(), name -> new TreeMap<>());
    entries.keySet().removeIf(key -> EntryPlanner.folded(key).equals(folded(change)));
    change
        .after()
        .ifPresent(
            entry -> entries.put(entry.key(), new LiveEntry(entry, change.modifyIndex() + 1000)));
  }

  private static EntryKey folded(EntryChange change) {
    return EntryPlanner.folded(change.key());
  }

  private static void remove(PeerSide side, Planning planning) {
    rows(planning, side.cluster()).removeIf(row -> row.name().equals(side.peerName()));
  }

  private static void establish(PeerChange.Establish peer, Planning planning) {
    String id = "new-" + peer.address();
    PeerSide acceptor = peer.acceptor();
    PeerSide dialer = peer.dialer();
    // A token is made again for a row that waits for its dialer.
    remove(new PeerSide(acceptor.cluster(), acceptor.peerName(), acceptor.row()), planning);
    rows(planning, acceptor.cluster())
        .add(Planning.acceptor(acceptor.peerName(), id, "ACTIVE", peer.meta()));
    rows(planning, dialer.cluster())
        .add(Planning.dialer(dialer.peerName(), id + "-d", id, "ACTIVE", peer.meta()));
  }

  private static List<LivePeering> rows(Planning planning, ClusterName cluster) {
    return planning.rows.computeIfAbsent(cluster, name -> new ArrayList<>());
  }
}
