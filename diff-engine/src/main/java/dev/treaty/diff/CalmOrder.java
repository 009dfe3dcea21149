package dev.treaty.diff;

import dev.treaty.diff.Slot.Phase;
import dev.treaty.model.graph.EntrySet;
import dev.treaty.model.graph.GraphRules;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Looks for an order of writes in which nothing has to be taken out for a while, by trying: worth
 * its time only where the usual order would withdraw an export that stays.
 *
 * <p>Exports are cut first and opened last, and intentions keep their order; the rest may change
 * places.
 */
final class CalmOrder {

  /** How many writes are played through before it gives up. */
  private static final int MAX_STEPS = 4_000;

  private record Write(Slot slot, EntryChange change) {
    boolean isFree() {
      return slot.phase() == Phase.BUILD || slot.phase() == Phase.LOWER;
    }
  }

  private final List<Write> writes = new ArrayList<>();
  private final Set<BitSet> hopeless = new HashSet<>();
  private final List<Write> order = new ArrayList<>();
  private int steps;

  private CalmOrder(SortedMap<Slot, List<EntryChange>> planned) {
    planned.forEach((slot, changes) -> changes.forEach(each -> writes.add(new Write(slot, each))));
  }

  /** The same writes one after the other, if some order of them is never refused. */
  static Optional<SortedMap<Slot, List<EntryChange>>> find(
      SortedMap<Slot, List<EntryChange>> planned, EntrySet state) {
    CalmOrder search = new CalmOrder(planned);
    return search.goesOn(state, new BitSet()) ? Optional.of(search.slots()) : Optional.empty();
  }

  private boolean goesOn(EntrySet state, BitSet done) {
    if (done.cardinality() == writes.size()) {
      return true;
    }
    if (hopeless.contains(done)) {
      return false;
    }
    for (int i = 0; i < writes.size(); i++) {
      if (done.get(i) || !isDue(i, done) || steps++ > MAX_STEPS) {
        continue;
      }
      EntryChange change = writes.get(i).change();
      if (GraphRules.onStep(state, change.key(), change.after()).isEmpty()) {
        EntrySet next = state.copy();
        next.set(change.key(), change.after());
        order.add(writes.get(i));
        done.set(i);
        if (goesOn(next, done)) {
          return true;
        }
        done.clear(i);
        order.removeLast();
      }
    }
    hopeless.add((BitSet) done.clone());
    return false;
  }

  /** Whether all that must come first is written. */
  private boolean isDue(int index, BitSet done) {
    Write write = writes.get(index);
    for (int i = done.nextClearBit(0); i < index; i = done.nextClearBit(i + 1)) {
      Write earlier = writes.get(i);
      boolean cut = earlier.slot().phase() == Phase.CUT;
      boolean open = write.slot().phase() == Phase.OPEN;
      if (cut || open || (!earlier.isFree() && !write.isFree())) {
        return false;
      }
    }
    return true;
  }

  private SortedMap<Slot, List<EntryChange>> slots() {
    SortedMap<Slot, List<EntryChange>> slots = new TreeMap<>(Slot.ORDER);
    int turn = 0;
    for (Write write : order) {
      boolean between = write.isFree() || write.slot().phase() == Phase.DECIDE;
      Slot slot =
          between ? new Slot(Phase.BUILD, 0, 0, turn++, write.slot().title()) : write.slot();
      slots.computeIfAbsent(slot, each -> new ArrayList<>()).add(write.change());
    }
    return slots;
  }
}
