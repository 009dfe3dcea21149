package dev.treaty.reconcile.apply;

import dev.treaty.diff.Action;
import dev.treaty.diff.Change;
import dev.treaty.diff.EntryChange;
import dev.treaty.diff.PeerChange;
import dev.treaty.diff.PeerSide;
import dev.treaty.diff.Plan;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What must be seen before clusters count as converged: sound peerings, and on each side the
 * instances of every service that the other exports to it.
 */
public record Expectation(List<Pair> pairs) {

  public static final Expectation NOTHING = new Expectation(List.of());

  public Expectation {
    pairs = List.copyOf(pairs);
  }

  /** How many exports there are in all. */
  public int exports() {
    return pairs.stream()
        .mapToInt(pair -> pair.first().exports().size() + pair.second().exports().size())
        .sum();
  }

  /** One declared peering. */
  record Pair(String address, Side first, Side second) {}

  /**
   * One side of it.
   *
   * @param peerName what this cluster calls the other one
   * @param exports what this cluster is declared to export to the other
   * @param withdrawn what it exported until this plan, and must be gone over there
   */
  record Side(
      ClusterName cluster, String peerName, List<Exported> exports, List<Exported> withdrawn) {}

  /** A service by name, or {@code *} for all of the tenancy. */
  record Exported(String service, Tenancy tenancy) {
    boolean isWildcard() {
      return service.equals("*");
    }
  }

  /** What a plan leads to: the peerings and the exports that it keeps or makes. */
  public static Expectation of(Plan plan) {
    List<Change> all = new ArrayList<>(plan.kept());
    all.addAll(plan.changes());
    List<Pair> pairs = new ArrayList<>();
    for (Change change : all) {
      switch (change) {
        case PeerChange.Keep keep ->
            pairs.add(pair(keep.address(), keep.acceptor(), keep.dialer(), all));
        case PeerChange.Establish establish ->
            pairs.add(pair(establish.address(), establish.acceptor(), establish.dialer(), all));
        default -> {}
      }
    }
    return new Expectation(pairs);
  }

  private static Pair pair(String address, PeerSide a, PeerSide b, List<Change> all) {
    return new Pair(address, side(a, all), side(b, all));
  }

  private static Side side(PeerSide side, List<Change> all) {
    List<Exported> exports = new ArrayList<>();
    List<Exported> withdrawn = new ArrayList<>();
    for (Change change : all) {
      if (change instanceof EntryChange entry
          && entry.cluster().equals(side.cluster())
          && entry.key().kind().equals("exported-services")
          && entry.action() != Action.REPORT) {
        entry.before().ifPresent(before -> exports(before, side.peerName(), withdrawn));
        entry.after().ifPresent(after -> exports(after, side.peerName(), exports));
      }
    }
    // A wildcard still covers what is no longer named, and what it covered itself has no names.
    boolean everything = exports.stream().anyMatch(Exported::isWildcard);
    withdrawn.removeIf(gone -> everything || gone.isWildcard() || exports.contains(gone));
    return new Side(side.cluster(), side.peerName(), exports, withdrawn);
  }

  /** The name of an exported-services entry is its partition. */
  private static void exports(Entry entry, String peerName, List<Exported> into) {
    for (Value.Fields service : entry.body().maps("Services")) {
      boolean theirs =
          service.maps("Consumers").stream()
              .anyMatch(consumer -> consumer.text("Peer").equals(peerName));
      Exported exported =
          new Exported(
              service.text("Name"), new Tenancy(entry.key().name(), service.text("Namespace")));
      if (theirs && !into.contains(exported)) {
        into.add(exported);
      }
    }
  }
}
