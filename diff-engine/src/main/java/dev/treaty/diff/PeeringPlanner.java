package dev.treaty.diff;

import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.live.LivePeering;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.peering.PeeringDeclaration;
import dev.treaty.model.project.ClusterDeclaration;
import dev.treaty.model.project.DesiredState;
import dev.treaty.model.project.SafetyLimits.Prune;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Plans peerings, each of them one object with two sides. */
final class PeeringPlanner {

  private final DesiredState desired;
  private final PlanOptions options;
  private final Map<ClusterName, LiveCluster> whole;
  private final Set<ClusterName> known;

  /** Our rows by peering address and cluster, in the order the cluster lists them. */
  private final Map<String, Map<ClusterName, List<LivePeering>>> ours = new TreeMap<>();

  private final List<Change> changes = new ArrayList<>();

  PeeringPlanner(DesiredState desired, PlanOptions options, Map<ClusterName, LiveCluster> whole) {
    this.desired = desired;
    this.options = options;
    this.whole = whole;
    this.known =
        desired.clusters().stream().map(ClusterDeclaration::name).collect(Collectors.toSet());
  }

  List<Change> plan() {
    sortRows();
    Set<String> declared = new TreeSet<>();
    for (PeeringDeclaration peering : desired.peerings()) {
      declared.add(peering.address());
      changes.add(declared(peering));
    }
    ours.forEach((address, rows) -> {
      if (!declared.contains(address)) {
        undeclared(address, rows).ifPresent(changes::add);
      }
    });
    return changes;
  }

  private void sortRows() {
    Set<String> taken = new TreeSet<>();
    for (PeeringDeclaration peering : desired.peerings()) {
      taken.add(peering.first() + " " + peering.nameOnFirst());
      taken.add(peering.second() + " " + peering.nameOnSecond());
    }
    whole.forEach((name, cluster) -> {
      for (LivePeering row : cluster.peerings()) {
        PeeringMark mark = PeeringMark.read(row, desired.project(), name);
        mark.address()
            .ifPresent(address ->
                ours.computeIfAbsent(address, a -> new TreeMap<>())
                    .computeIfAbsent(name, n -> new ArrayList<>())
                    .add(row));
        // Where a declaration wants the name, the conflict is reported there.
        if (mark.ownership() instanceof Ownership.Forged forged
            && !taken.contains(name + " " + row.name())) {
          changes.add(stray(name, row, forged.detail()));
        }
      }
    });
  }

  private Change declared(PeeringDeclaration peering) {
    Declared at = new Declared(peering.range(), peering.revision());
    LiveCluster first = whole.get(peering.first());
    LiveCluster second = whole.get(peering.second());
    if (first == null || second == null) {
      ClusterName missing = first == null ? peering.first() : peering.second();
      return new PeerChange.Report(
          peering.address(),
          new PeerSide(peering.first(), peering.nameOnFirst(), Optional.empty()),
          new PeerSide(peering.second(), peering.nameOnSecond(), Optional.empty()),
          ChangeReason.INCOMPLETE_READ,
          Optional.of(at),
          "cluster \"" + missing + "\" was not read whole");
    }
    SideState firstState = state(peering.address(), first, peering.nameOnFirst());
    SideState secondState = state(peering.address(), second, peering.nameOnSecond());
    PeerSide firstSide =
        new PeerSide(peering.first(), peering.nameOnFirst(), firstState.standing());
    PeerSide secondSide =
        new PeerSide(peering.second(), peering.nameOnSecond(), secondState.standing());
    return switch (consider(peering.address(), firstState, secondState)) {
      case PairVerdict.Sound(PairVerdict.Acceptor acceptor, String note) ->
          switch (acceptor) {
            case FIRST -> new PeerChange.Keep(peering.address(), firstSide, secondSide, at, note);
            case SECOND -> new PeerChange.Keep(peering.address(), secondSide, firstSide, at, note);
          };
      case PairVerdict.Conflict(ChangeReason reason, String note) ->
          new PeerChange.Report(
              peering.address(), firstSide, secondSide, reason, Optional.of(at), note);
      case PairVerdict.Peer peer -> establish(peering, at, firstSide, secondSide, peer);
    };
  }

  /** The verdict on both sides, or what an explicit adoption makes of it. */
  private PairVerdict consider(String address, SideState first, SideState second) {
    PairVerdict verdict = PairVerdict.judge(first, second);
    Optional<PlanOptions.Adoption> adoption = options.adoption(address);
    if (adoption.isEmpty() || !(verdict instanceof PairVerdict.Conflict)) {
      return verdict;
    }
    return switch (adoption.get()) {
      case TAKEOVER -> PairVerdict.again(ChangeReason.TAKEN_OVER, first, second);
      case IF_EQUAL ->
          new PairVerdict.Conflict(
              ChangeReason.ADOPTION_REFUSED,
              "the marks of a peering cannot be changed: adopting it means to peer again,"
                  + " which needs --takeover");
    };
  }

  private Change establish(
      PeeringDeclaration peering,
      Declared at,
      PeerSide first,
      PeerSide second,
      PairVerdict.Peer peer) {
    List<PeerSide> remove =
        switch (peer.rows()) {
          case STAY -> List.of();
          case GO -> present(first, second);
        };
    PeerSide acceptor =
        switch (peer.acceptor()) {
          case FIRST -> first;
          case SECOND -> second;
        };
    PeerSide dialer = acceptor.equals(first) ? second : first;
    ChangeReason reason =
        peer.reason() == ChangeReason.DECLARED
            ? options.whyAbsent(peering.address())
            : peer.reason();
    return new PeerChange.Establish(
        peering.address(),
        acceptor,
        dialer,
        remove,
        OwnershipMarks.ofPeering(desired.project(), peering.address()),
        reason,
        at,
        "");
  }

  /** The sides that have a row, each under the name its row has. */
  private static List<PeerSide> present(PeerSide... sides) {
    List<PeerSide> present = new ArrayList<>();
    for (PeerSide side : sides) {
      side.row()
          .ifPresent(row -> present.add(new PeerSide(side.cluster(), row.name(), side.row())));
    }
    return present;
  }

  private SideState state(String address, LiveCluster cluster, String peerName) {
    List<LivePeering> marked =
        new ArrayList<>(
            ours.getOrDefault(address, Map.of()).getOrDefault(cluster.name(), List.of()));
    Optional<LivePeering> named = cluster.peering(peerName);
    if (named.isPresent() && !marked.contains(named.get())) {
      // Consul takes the Meta off a row that is being deleted, so it cannot say whose it was. It is
      // only ever waited for, never deleted, so that does not matter.
      if (named.get().state().equals("DELETING")) {
        return new SideState.Ours(named.get());
      }
      PeeringMark mark = PeeringMark.read(named.get(), desired.project(), cluster.name());
      // Ours, but of another peering: to this one its mark is a copy.
      Ownership owner =
          mark.address().<Ownership>map(Ownership.Forged::new).orElse(mark.ownership());
      return new SideState.NotOurs(named.get(), owner);
    }
    if (named.isPresent()) {
      marked.remove(named.get());
      marked.forEach(copy -> changes.add(stray(cluster.name(), copy, "a copy of " + address)));
      return new SideState.Ours(named.get());
    }
    if (marked.size() == 1) {
      return new SideState.OursRenamed(marked.get(0));
    }
    marked.forEach(copy -> changes.add(stray(cluster.name(), copy, "a copy of " + address)));
    return new SideState.Absent();
  }

  /** Our rows of a peering that nothing declares; those on their way out need no push. */
  private Optional<Change> undeclared(String address, Map<ClusterName, List<LivePeering>> rows) {
    String[] ends = PeeringMark.ends(address).orElseThrow();
    PeerSide first = side(new ClusterName(ends[0]), rows);
    PeerSide second = side(new ClusterName(ends[1]), rows);
    boolean turned = PairVerdict.roles(first.row(), second.row()) == PairVerdict.Acceptor.SECOND;
    PeerSide acceptor = turned ? second : first;
    PeerSide dialer = turned ? first : second;
    List<PeerSide> remove = new ArrayList<>();
    for (Map.Entry<ClusterName, List<LivePeering>> there : rows.entrySet()) {
      for (LivePeering row : there.getValue()) {
        if (there.getValue().size() > 1) {
          // Which of them is ours, and which the copy, cannot be told.
          changes.add(stray(there.getKey(), row, "one of several that claim to be " + address));
        } else {
          remove.add(new PeerSide(there.getKey(), row.name(), Optional.of(row)));
        }
      }
    }
    if (remove.stream().allMatch(PeeringPlanner::isDeleting)) {
      return Optional.empty();
    }
    for (PeerSide side : List.of(first, second)) {
      if (known.contains(side.cluster()) && !whole.containsKey(side.cluster())) {
        String note = "cluster \"" + side.cluster() + "\" was not read whole";
        return Optional.of(
            new PeerChange.Report(
                address, acceptor, dialer, ChangeReason.INCOMPLETE_READ, Optional.empty(), note));
      }
    }
    if (desired.safety().prune() == Prune.NEVER) {
      return Optional.of(
          new PeerChange.Report(
              address, acceptor, dialer, ChangeReason.PRUNE_DISABLED, Optional.empty(), ""));
    }
    return Optional.of(
        new PeerChange.Delete(
            address, acceptor, dialer, remove, ChangeReason.NO_LONGER_DECLARED, ""));
  }

  private static boolean isDeleting(PeerSide side) {
    return side.row().map(row -> row.state().equals("DELETING")).orElse(true);
  }

  private static PeerSide side(ClusterName name, Map<ClusterName, List<LivePeering>> rows) {
    Optional<LivePeering> row = rows.getOrDefault(name, List.of()).stream().findFirst();
    return new PeerSide(name, row.map(LivePeering::name).orElse(""), row);
  }

  /** A single row that carries a mark it should not. */
  private static Change stray(ClusterName cluster, LivePeering row, String note) {
    PeerSide side = new PeerSide(cluster, row.name(), Optional.of(row));
    return new PeerChange.Report(
        cluster + "/peering/" + row.name(),
        side,
        side,
        ChangeReason.FORGED_MARK,
        Optional.empty(),
        note);
  }
}
