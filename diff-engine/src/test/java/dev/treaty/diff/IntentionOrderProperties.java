package dev.treaty.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Plays a plan's intentions one by one and looks at every call between two writes. */
class IntentionOrderProperties {

  private static final List<String> CALLERS =
      List.of("web", "api", "stranger", "web@p1", "stranger@p1", "stranger@p2");
  private static final ClusterName C1 = new ClusterName("c1");

  @Property(tries = 1500)
  void noCallIsEverWorseOffThanBeforeAndAfterNorBetterOff(@ForAll long seed) {
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
    Map<String, Entry> now = new HashMap<>(live);
    Plan plan = planning.plan();
    for (Stage stage : plan.stages()) {
      List<Change> changes = new ArrayList<>(stage.changes());
      Collections.shuffle(changes, random);
      for (Change change : changes) {
        write(now, (EntryChange) change);
        for (String destination : List.of("db", "cache", "other")) {
          for (String caller : CALLERS) {
            boolean before = allows(live, caller, destination, allow);
            boolean after = allows(desired, caller, destination, allow);
            assertThat(allows(now, caller, destination, allow))
                .as("%s to %s after %s in %s", caller, destination, change.address(), plan)
                .isIn(before, after);
          }
        }
      }
    }
    assertThat(now.keySet()).isEqualTo(desired.keySet());
    now.forEach((name, entry) ->
        assertThat(Comparison.compare(entry, desired.get(name))).as(name).isEmpty());
    assertThat(PlanFile.load(PlanFile.save(plan))).isEqualTo(new PlanFile.Reading.Loaded(plan));
  }

  private static void write(Map<String, Entry> now, EntryChange change) {
    if (change.after().isPresent()) {
      now.put(change.key().name(), change.after().get());
    } else {
      now.remove(change.key().name());
    }
  }

  private static boolean allows(
      Map<String, Entry> entries, String caller, String destination, boolean allow) {
    String[] parts = (caller + "@").split("@", -1);
    for (String name : List.of(destination, "*")) {
      Entry entry = entries.get(name);
      if (entry == null) {
        continue;
      }
      for (String source : List.of(parts[0], "*")) {
        for (Value.Fields fields : entry.body().maps("Sources")) {
          if (fields.text("Name").equals(source) && fields.text("Peer").equals(parts[1])) {
            return fields.text("Action").equals("allow");
          }
        }
      }
    }
    return allow;
  }

  private static Entry intentions(String name, Random random) {
    List<String> sources = new ArrayList<>();
    for (String source : List.of("web", "api", "*", "web@p1", "*@p1", "*@p2")) {
      if (random.nextInt(3) > 0) {
        sources.add(source + "=" + (random.nextBoolean() ? "allow" : "deny"));
      }
    }
    return Planning.intentions(
        name, sources.isEmpty() ? new String[] {"web=allow"} : sources.toArray(String[]::new));
  }
}
