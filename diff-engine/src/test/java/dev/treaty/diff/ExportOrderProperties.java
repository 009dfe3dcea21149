package dev.treaty.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.diff.GraphOrderProperties.RandomGraph;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.graph.EntrySet;
import dev.treaty.model.graph.GraphRules;
import dev.treaty.model.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Plays plans between sound random graphs one by one and looks at what is exported meanwhile. */
class ExportOrderProperties {

  @Property(tries = 300)
  void whatStaysExportedIsNeverWithdrawnUnlessEveryOrderWouldDoSo(@ForAll long seed) {
    check(seed);
  }

  /** Seeds of graphs in which only a search finds an order without a withdrawal. */
  @Example
  void findsTheOrderThatWithdrawsNothing() {
    for (long seed : new long[] {1368, 1391}) {
      assertThat(check(seed).changes())
          .extracting(Change::reason)
          .doesNotContain(ChangeReason.LOOSENED);
    }
  }

  private static Plan check(long seed) {
    Random random = new Random(seed);
    List<Entry> live = RandomGraph.sound(random);
    List<Entry> desired = RandomGraph.sound(random);
    Planning planning = Planning.of("c1");
    live.forEach(each -> planning.owned("c1", each));
    desired.forEach(each -> planning.declare("c1", each));
    Plan plan = planning.plan();
    if (GraphCheck.planned(planning.desired(), planning.live(), plan).stream()
        .anyMatch(Diagnostic::isError)) {
      return plan;
    }
    Set<String> before = exported(live);
    Set<String> after = exported(desired);
    Set<String> always = new TreeSet<>(before);
    always.retainAll(after);
    Set<String> ever = new TreeSet<>(before);
    ever.addAll(after);
    for (Change change : plan.changes()) {
      EntryChange write = (EntryChange) change;
      if (write.key().kind().equals("exported-services")) {
        Set<String> now = exported(write.after().stream().toList());
        assertThat(ever).as("seed %d", seed).containsAll(now);
        assertThat(now.containsAll(always) || !hasCalmOrder(live, plan))
            .as("seed %d withdraws what stays exported", seed)
            .isTrue();
      }
    }
    return plan;
  }

  /** Whether a server would take the plan's writes, each once and whole, in any order at all. */
  private static boolean hasCalmOrder(List<Entry> live, Plan plan) {
    Map<String, EntryChange> whole = new TreeMap<>();
    plan.changes().forEach(change -> whole.put(change.address(), (EntryChange) change));
    List<EntryChange> changes = new ArrayList<>(whole.values());
    EntrySet start = EntrySet.of(live);
    changes.removeIf(change ->
        change.after().isPresent()
            && start
                .find(change.key())
                .filter(there -> Comparison.compare(there, change.after().get()).isEmpty())
                .isPresent());
    Set<BitSet> seen = new HashSet<>();
    Deque<BitSet> open = new ArrayDeque<>(List.of(new BitSet()));
    while (!open.isEmpty()) {
      BitSet done = open.poll();
      if (done.cardinality() == changes.size()) {
        return true;
      }
      EntrySet state = start.copy();
      done.stream().mapToObj(changes::get).forEach(each -> state.set(each.key(), each.after()));
      for (int i = done.nextClearBit(0); i < changes.size(); i = done.nextClearBit(i + 1)) {
        EntryChange next = changes.get(i);
        if (GraphRules.onStep(state, next.key(), next.after()).isEmpty()) {
          BitSet more = (BitSet) done.clone();
          more.set(i);
          if (seen.add(more)) {
            open.add(more);
          }
        }
      }
    }
    return false;
  }

  private static Set<String> exported(List<Entry> entries) {
    Set<String> exported = new TreeSet<>();
    for (Entry entry : entries) {
      if (entry.key().kind().equals("exported-services")) {
        for (Value.Fields service : entry.body().maps("Services")) {
          service
              .maps("Consumers")
              .forEach(
                  consumer -> exported.add(service.text("Name") + ">" + consumer.text("Peer")));
        }
      }
    }
    return exported;
  }
}
