package dev.treaty.model.graph;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The sameness groups of a partition, which stand for several places of one service. */
final class SamenessGroups {

  static final String KIND = "sameness-group";

  /**
   * One place.
   *
   * @param peer empty for a partition of this cluster
   */
  record Member(String partition, String peer) {}

  private SamenessGroups() {}

  static Optional<Entry> find(EntryLookup state, String partition, String name) {
    return state.find(new EntryKey(KIND, new Tenancy(partition, "default"), name));
  }

  /** The group that services without a resolver fail over in. */
  static Optional<Entry> forFailover(EntryLookup state, String partition) {
    return state.ofKind(KIND).stream()
        .filter(group -> group.key().tenancy().partition().equals(partition))
        .filter(group -> group.body().flag("DefaultForFailover"))
        .min(Comparator.comparing(Entry::key));
  }

  /** The members in order; the group's own partition first where it includes it. */
  static List<Member> members(Entry group) {
    List<Member> members = new ArrayList<>();
    if (group.body().flag("IncludeLocal")) {
      members.add(new Member(group.key().tenancy().partition(), ""));
    }
    for (Value.Fields member : group.body().maps("Members")) {
      String peer = member.text("Peer");
      String partition = member.text("Partition");
      members.add(new Member(peer.isEmpty() && partition.isEmpty() ? "default" : partition, peer));
    }
    return members;
  }
}
