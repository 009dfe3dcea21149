package dev.treaty.diff;

import dev.treaty.diff.Slot.Phase;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.graph.EntryLookup;
import dev.treaty.model.graph.EntrySet;
import dev.treaty.model.graph.GraphFault;
import dev.treaty.model.graph.GraphRules;
import dev.treaty.model.graph.Links;
import dev.treaty.model.live.LiveCluster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Plays one cluster's writes through on the rules that its server checks, in the order of their
 * slots. What would be refused waits until something else has been written; where all that is left
 * waits for each other, links between services are loosened first and restored in the end.
 */
final class GraphOrder {

  private static final Set<String> RISKY =
      Set.of(
          "service-router",
          "service-splitter",
          "service-resolver",
          "ingress-gateway",
          "terminating-gateway",
          "jwt-provider",
          "sameness-group");

  private static final String LOOSEN = "loosen links";
  private static final String RESTORE = "write links last";

  private record Waiting(Slot slot, EntryChange change) {}

  private final EntrySet state;
  private final TreeMap<Slot, List<EntryChange>> planned;
  private final Map<EntryKey, EntryChange.Keep> kept = new HashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<EntryChange> last = new ArrayList<>();
  private final Set<EntryKey> late;
  private final Set<EntryKey> written = new HashSet<>();
  private Optional<EntryKey> tooEarly = Optional.empty();
  private final Set<EntryKey> loosened = new HashSet<>();
  private final TreeMap<Slot, List<EntryChange>> order = new TreeMap<>(Slot.ORDER);
  private Slot now;
  private int turn;

  private GraphOrder(
      SortedMap<Slot, List<EntryChange>> planned,
      EntrySet state,
      List<EntryChange.Keep> keeps,
      Set<EntryKey> late) {
    this.planned = new TreeMap<>(Slot.ORDER);
    planned.forEach((slot, changes) -> this.planned.put(slot, new ArrayList<>(changes)));
    this.late = late;
    this.state = state;
    this.now = planned.firstKey();
    keeps.forEach(keep -> kept.put(EntryLookup.folded(keep.key()), keep));
  }

  /** The same changes in slots that no server refuses, where there is such an order. */
  static SortedMap<Slot, List<EntryChange>> arrange(
      SortedMap<Slot, List<EntryChange>> planned, List<Change> all, LiveCluster cluster) {
    EntrySet state = GraphCheck.entries(cluster);
    boolean risk =
        state.all().stream().anyMatch(GraphOrder::isRisky)
            || planned.values().stream()
                .flatMap(List::stream)
                .flatMap(change -> change.after().stream())
                .anyMatch(GraphOrder::isRisky);
    if (!risk) {
      return planned;
    }
    List<EntryChange.Keep> keeps = new ArrayList<>();
    for (Change change : all) {
      if (change instanceof EntryChange.Keep keep && keep.cluster().equals(cluster.name())) {
        keeps.add(keep);
      }
    }
    Set<EntryKey> late = new HashSet<>();
    while (true) {
      GraphOrder order = new GraphOrder(planned, state.copy(), keeps, late);
      SortedMap<Slot, List<EntryChange>> arranged = order.arrange();
      if (order.tooEarly.isEmpty()) {
        return withdrawsExports(arranged)
            ? CalmOrder.find(planned, state).orElse(arranged)
            : arranged;
      }
      late.add(order.tooEarly.get());
    }
  }

  private static boolean withdrawsExports(SortedMap<Slot, List<EntryChange>> arranged) {
    return arranged.values().stream()
        .flatMap(List::stream)
        .anyMatch(change ->
            change.reason() == ChangeReason.LOOSENED
                && change.key().kind().equals("exported-services"));
  }

  private static boolean isRisky(Entry entry) {
    return RISKY.contains(entry.key().kind())
        || entry.body().text("MutualTLSMode").equals("permissive")
        || entry.body().maps("Sources").stream()
            .anyMatch(source -> !source.items("Permissions").isEmpty());
  }

  private SortedMap<Slot, List<EntryChange>> arrange() {
    while (!planned.isEmpty()) {
      if (planned.firstKey().phase() == Phase.OPEN && now.phase() != Phase.OPEN) {
        settle(true);
        restore();
      }
      Map.Entry<Slot, List<EntryChange>> next = planned.pollFirstEntry();
      turn = next.getKey().isBeside(now) ? turn : 0;
      now = next.getKey();
      List<EntryChange> due = new ArrayList<>(next.getValue());
      for (EntryChange change : next.getValue()) {
        if (late.contains(EntryLookup.folded(change.key())) && due.remove(change)) {
          last.add(change);
        }
      }
      List<EntryChange> taken = write(now, due);
      due.stream()
          .filter(change -> !taken.contains(change))
          .forEach(change -> waiting.add(new Waiting(next.getKey(), change)));
      settle(now.phase() == Phase.DECIDE);
    }
    settle(true);
    restore();
    // No order was found: the server says why.
    waiting.forEach(left -> emit(left.slot().title(), List.of(left.change())));
    return order;
  }

  /** Writes what the server would take now, whatever the order of these; returns it. */
  private List<EntryChange> write(Slot slot, List<EntryChange> changes) {
    List<EntryChange> possible =
        changes.stream()
            .filter(change -> !isAhead(slot, change))
            .filter(change -> refusal(state, change).isEmpty())
            .toList();
    Set<EntryChange> alone = new HashSet<>();
    if (possible.size() > 1) {
      EntrySet backwards = state.copy();
      List<EntryChange> reversed = new ArrayList<>(possible);
      Collections.reverse(reversed);
      for (EntryChange change : reversed) {
        if (refusal(backwards, change).isPresent()) {
          alone.add(change);
        } else {
          backwards.set(change.key(), change.after());
        }
      }
    }
    List<EntryChange> taken = new ArrayList<>();
    List<EntryChange> together = new ArrayList<>();
    for (EntryChange change : possible) {
      if (!alone.contains(change) && refusal(state, change).isEmpty()) {
        state.set(change.key(), change.after());
        written.add(EntryLookup.folded(change.key()));
        together.add(change);
      }
    }
    if (!together.isEmpty()) {
      emit(slot.title(), together);
      taken.addAll(together);
    }
    return taken;
  }

  /** Whether an earlier write of the same entry still waits. */
  private boolean isAhead(Slot slot, EntryChange change) {
    return waiting.stream()
        .anyMatch(each ->
            each.change().key().equals(change.key())
                && !each.change().equals(change)
                && Slot.ORDER.compare(each.slot(), slot) < 0);
  }

  private void emit(String title, List<EntryChange> changes) {
    order.computeIfAbsent(now.then(turn, title), slot -> new ArrayList<>()).addAll(changes);
    turn++;
  }

  private static Optional<GraphFault> refusal(EntrySet state, EntryChange change) {
    return GraphRules.onStep(state, change.key(), change.after());
  }

  /** Tries again what waits, as long as that helps. */
  private void settle(boolean mayLoosen) {
    while (!waiting.isEmpty() && tooEarly.isEmpty()) {
      boolean helped =
          retry()
              || pullForward()
              || (mayLoosen && loosen(waiting.stream().map(Waiting::change).toList()));
      if (!helped) {
        return;
      }
    }
  }

  private boolean retry() {
    TreeMap<Slot, List<EntryChange>> bySlot = new TreeMap<>(Slot.ORDER);
    waiting.forEach(
        each -> bySlot.computeIfAbsent(each.slot(), slot -> new ArrayList<>()).add(each.change()));
    boolean some = false;
    for (Map.Entry<Slot, List<EntryChange>> group : bySlot.entrySet()) {
      List<EntryChange> taken = write(group.getKey(), group.getValue());
      waiting.removeIf(each -> taken.contains(each.change()));
      some |= !taken.isEmpty();
    }
    return some;
  }

  /** Takes links away early that are to go anyway; no intention or export depends on them. */
  private boolean pullForward() {
    for (Map.Entry<Slot, List<EntryChange>> later : planned.entrySet()) {
      List<EntryChange> links =
          later.getValue().stream()
              .filter(change -> Links.CHAIN_KINDS.contains(change.key().kind()))
              .filter(change -> !late.contains(EntryLookup.folded(change.key())))
              .toList();
      if (later.getKey().phase() == Phase.LOWER && !links.isEmpty()) {
        List<EntryChange> taken = write(later.getKey(), links);
        later.getValue().removeAll(taken);
        if (!taken.isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean loosen(List<EntryChange> stuck) {
    for (EntryChange each : stuck) {
      Optional<GraphFault> fault = refusal(state, each);
      List<EntryKey> concerned = fault.map(GraphFault::concerned).orElse(List.of());
      for (EntryKey key : concerned) {
        if (loosen(key, concerned)) {
          return true;
        }
      }
      tooEarly = concerned.stream().map(EntryLookup::folded).filter(this::wasEarly).findFirst();
      if (tooEarly.isPresent()) {
        return false;
      }
    }
    return false;
  }

  /** A link that this plan made itself, and should make only after what it keeps from changing. */
  private boolean wasEarly(EntryKey key) {
    boolean links = Links.CHAIN_KINDS.contains(key.kind()) || key.kind().equals("ingress-gateway");
    return links && written.contains(key) && !late.contains(key) && state.find(key).isPresent();
  }

  /** Only what is ours is touched. */
  private boolean loosen(EntryKey named, List<EntryKey> concerned) {
    EntryKey key = EntryLookup.folded(named);
    Optional<Entry> stands = state.stored(key);
    Optional<EntryChange> owner = owner(key);
    if (loosened.contains(key) || stands.isEmpty() || owner.isEmpty()) {
      return false;
    }
    Entry becomes = owner.get().after().orElse(stands.get());
    Optional<Entry> loose = LooseForm.of(stands.get(), becomes, concerned);
    Optional<EntryChange.Update> update =
        loose.flatMap(form -> update(owner.get(), stands.get(), form));
    if (update.isEmpty()) {
      return false;
    }
    loosened.add(key);
    Optional<GraphFault> fault = refusal(state, update.get());
    if (fault.isPresent()) {
      // Something else holds the link in its place, such as an export: that goes first.
      List<EntryKey> holders = fault.get().concerned();
      boolean helped = holders.stream().anyMatch(holder -> loosen(holder, holders));
      loosened.remove(key);
      return helped;
    }
    state.put(update.get().written());
    emit(LOOSEN, List.of(update.get()));
    waiting.removeIf(each -> each.change().equals(owner.get()));
    planned.values().forEach(changes -> changes.remove(owner.get()));
    last.remove(owner.get());
    last.add(
        new EntryChange.Restore(
            owner.get().cluster(),
            owner.get().key(),
            update.get().written(),
            becomes,
            ChangeReason.RESTORED,
            update.get().at(),
            "its links were out while other entries changed"));
    return true;
  }

  /** The update that is still to come, or the keeping, of an entry that is ours. */
  private Optional<EntryChange> owner(EntryKey key) {
    List<EntryChange> pending = new ArrayList<>();
    waiting.forEach(each -> pending.add(each.change()));
    pending.addAll(last);
    planned.values().forEach(pending::addAll);
    for (EntryChange change : pending) {
      if (EntryLookup.folded(change.key()).equals(key)) {
        return change instanceof EntryChange.Update ? Optional.of(change) : Optional.empty();
      }
    }
    return Optional.ofNullable(kept.get(key)).map(keep -> (EntryChange) keep);
  }

  private static Optional<EntryChange.Update> update(EntryChange owner, Entry stands, Entry loose) {
    return owner
        .declared()
        .map(at ->
            new EntryChange.Update(
                owner.cluster(),
                owner.key(),
                stands,
                loose,
                owner.modifyIndex(),
                Comparison.compare(stands, loose),
                ChangeReason.LOOSENED,
                at,
                "traffic takes no links of it until they are restored"));
  }

  /** Links come last, when nothing is left that they could keep from changing. */
  private void restore() {
    while (!last.isEmpty() && tooEarly.isEmpty()) {
      List<EntryChange> inside =
          last.stream().filter(change -> !change.key().kind().equals("exported-services")).toList();
      List<EntryChange> taken =
          write(now.then(turn, RESTORE), inside.isEmpty() ? List.copyOf(last) : inside);
      last.removeAll(taken);
      if (taken.isEmpty() && !loosen(List.copyOf(last))) {
        break;
      }
    }
    last.forEach(change -> waiting.add(new Waiting(now.then(turn, RESTORE), change)));
    last.clear();
  }
}
