package dev.treaty.diff;

import dev.treaty.model.live.LivePeering;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.Marks;
import java.util.Optional;

/**
 * What the mark on one row of a peering says.
 *
 * @param address of the peering the row belongs to, if it is ours: {@code peering/<a>/<b>}
 */
record PeeringMark(Optional<String> address, Ownership ownership) {

  private static final String PREFIX = "peering/";

  static PeeringMark read(LivePeering row, String project, ClusterName cluster) {
    String id = row.meta().getOrDefault(Marks.ID, "");
    String named = id.startsWith(project + ":") ? id.substring(project.length() + 1) : "";
    Ownership owner = OwnershipMarks.of(row.meta(), project, named);
    if (!owner.isOwned()) {
      return new PeeringMark(Optional.empty(), owner);
    }
    if (!joins(named, cluster)) {
      return new PeeringMark(Optional.empty(), new Ownership.Forged(id));
    }
    return new PeeringMark(Optional.of(named), owner);
  }

  boolean isOurs() {
    return address.isPresent();
  }

  private static boolean joins(String address, ClusterName cluster) {
    return ends(address)
        .map(pair -> pair[0].equals(cluster.text()) || pair[1].equals(cluster.text()))
        .orElse(false);
  }

  /** The two clusters of a peering's address, in its order. */
  static Optional<String[]> ends(String address) {
    if (!address.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String[] pair = address.substring(PREFIX.length()).split("/", -1);
    return pair.length == 2 && !pair[0].isEmpty() && pair[0].compareTo(pair[1]) < 0
        ? Optional.of(pair)
        : Optional.empty();
  }
}
