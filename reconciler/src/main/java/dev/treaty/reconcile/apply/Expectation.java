package dev.treaty.reconcile.apply;

import dev.treaty.diff.Change;
import dev.treaty.diff.PeerChange;
import dev.treaty.diff.PeerSide;
import dev.treaty.diff.Plan;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.DeclaredEntry;
import dev.treaty.model.project.DesiredState;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must be seen before clusters count as converged: sound peerings, and on each side the
 * instances of every service that the other exports to it.
 */
public record Expectation(List<Pair> pairs) {

  public static final Expectation NOTHING = new Expectation(List.of());

  public Expectation {
    pairs = List.copyOf(pairs);
  }

  /** One declared peering. */
  record Pair(String address, Side first, Side second) {}

  /**
   * One side of it.
   *
   * @param peerName what this cluster calls the other one
   * @param exports what this cluster is declared to export to the other
   */
  record Side(ClusterName cluster, String peerName, List<Exported> exports) {}

  /** A service by name, or {@code *} for all of the tenancy. */
  record Exported(String service, Tenancy tenancy) {}

  /** What a plan leads to: the peerings it keeps or makes, and the exports that are declared. */
  public static Expectation of(Plan plan, DesiredState desired) {
    List<Change> all = new ArrayList<>(plan.kept());
    all.addAll(plan.changes());
    List<Pair> pairs = new ArrayList<>();
    for (Change change : all) {
      switch (change) {
        case PeerChange.Keep keep ->
            pairs.add(pair(keep.address(), keep.acceptor(), keep.dialer(), desired));
        case PeerChange.Establish establish ->
            pairs.add(pair(establish.address(), establish.acceptor(), establish.dialer(), desired));
        default -> {}
      }
    }
    return new Expectation(pairs);
  }

  private static Pair pair(String address, PeerSide a, PeerSide b, DesiredState desired) {
    return new Pair(address, side(a, desired), side(b, desired));
  }

  private static Side side(PeerSide side, DesiredState desired) {
    List<Exported> exports = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (DeclaredEntry declared : desired.entries()) {
      if (!declared.cluster().equals(side.cluster())
          || !declared.entry().key().kind().equals("exported-services")) {
        continue;
      }
      // The name of an exported-services entry is its partition.
      String partition = declared.entry().key().name();
      for (Value.Fields service : declared.entry().body().maps("Services")) {
        boolean theirs =
            service.maps("Consumers").stream()
                .anyMatch(consumer -> consumer.text("Peer").equals(side.peerName()));
        Exported exported =
            new Exported(service.text("Name"), new Tenancy(partition, service.text("Namespace")));
        if (theirs && seen.add(exported.toString())) {
          exports.add(exported);
        }
      }
    }
    return new Side(side.cluster(), side.peerName(), exports);
  }
}
