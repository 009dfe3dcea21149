package dev.treaty.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Plays a plan's intentions one by one and looks at every call between two writes. */
class IntentionOrderProperties {

  private static final List<String> CALLERS = List.of("web", "api", "stranger");
  private static final ClusterName C1 = new ClusterName("c1");

  @Property(tries = 1000)
  void noCallIsWorseOffThanBeforeAndAfterUnlessNoOrderCouldHelp(@ForAll long seed) {
    Random random = new Random(seed);
    Planning planning = Planning.of("c1");
    if (random.nextBoolean()) {
      planning.defaultAllow("c1");
    }
    Map<String, Entry> live = new HashMap<>();
    Map<String, Entry> desired = new HashMap<>();
    for (String name : List.of("*", "db", "cache")) {
      if (random.nextInt(3) > 0) {
        live.put(name, intentions(name, random));
        planning.owned("c1", live.get(name));
      }
      if (random.nextInt(3) > 0) {
        desired.put(name, intentions(name, random));
        planning.declare("c1", desired.get(name));
      }
    }
    boolean allow = planning.defaultAllow.contains(C1);
    List<EntryChange> order = new ArrayList<>();
    planning.plan().changes().forEach(change -> order.add((EntryChange) change));

    for (String destination : List.of("db", "cache")) {
      int planned = harm(order, live, desired, destination, allow);
      List<EntryChange> reversed = new ArrayList<>(order);
      java.util.Collections.reverse(reversed);
      assertThat(planned).isLessThanOrEqualTo(harm(reversed, live, desired, destination, allow));
    }
  }

  private static int harm(
      List<EntryChange> order,
      Map<String, Entry> live,
      Map<String, Entry> desired,
      String destination,
      boolean allow) {
    int harm = 0;
    Map<String, Entry> now = new HashMap<>(live);
    for (EntryChange change : order) {
      if (change.after().isPresent()) {
        now.put(change.key().name(), change.after().get());
      } else {
        now.remove(change.key().name());
      }
      for (String caller : CALLERS) {
        boolean before = allows(live, caller, destination, allow);
        boolean after = allows(desired, caller, destination, allow);
        if (before == after && allows(now, caller, destination, allow) != before) {
          harm++;
        }
      }
    }
    return Math.min(harm, 1) * harm;
  }

  private static boolean allows(
      Map<String, Entry> entries, String caller, String destination, boolean allow) {
    for (String name : List.of(destination, "*")) {
      Entry entry = entries.get(name);
      if (entry == null) {
        continue;
      }
      for (String source : List.of(caller, "*")) {
        for (Value.Fields fields : entry.body().maps("Sources")) {
          if (fields.text("Name").equals(source)) {
            return fields.text("Action").equals("allow");
          }
        }
      }
    }
    return allow;
  }

  private static Entry intentions(String name, Random random) {
    List<String> sources = new ArrayList<>();
    for (String source : List.of("web", "api", "*")) {
      if (random.nextInt(3) > 0) {
        sources.add(source + "=" + (random.nextBoolean() ? "allow" : "deny"));
      }
    }
    return Planning.intentions(
        name, sources.isEmpty() ? new String[] {"web=allow"} : sources.toArray(String[]::new));
  }
}
