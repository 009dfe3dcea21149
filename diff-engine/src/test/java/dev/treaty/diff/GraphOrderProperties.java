package dev.treaty.diff;

import static dev.treaty.diff.Planning.defaults;
import static dev.treaty.diff.Planning.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.graph.EntryLookup;
import dev.treaty.model.graph.EntrySet;
import dev.treaty.model.graph.GraphFault;
import dev.treaty.model.graph.GraphRules;
import dev.treaty.model.graph.WholeState;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * From one sound random graph of entries to another, against a server that applies Consul's rules
 * to each write, whatever the order within a stage.
 */
class GraphOrderProperties {

  @Property(tries = 500)
  void aServerRefusesNothingForItsOrder(@ForAll long seed) {
    Random random = new Random(seed);
    List<Entry> live = RandomGraph.sound(random);
    List<Entry> desired = RandomGraph.sound(random);
    Planning planning = Planning.of("c1");
    live.forEach(each -> planning.owned("c1", each));
    desired.forEach(each -> planning.declare("c1", each));
    Plan plan = planning.plan();
    if (GraphCheck.planned(planning.desired(), planning.live(), plan).stream()
        .anyMatch(dev.treaty.model.diagnostic.Diagnostic::isError)) {
      return; // Two sound states, and no way from one to the other: said before the first write.
    }

    EntrySet server = EntrySet.of(live);
    for (Stage stage : plan.stages()) {
      List<Change> changes = new ArrayList<>(stage.changes());
      Collections.shuffle(changes, random);
      for (Change change : changes) {
        EntryChange write = (EntryChange) change;
        assertThat(refusal(server, write))
            .as(
                "seed %d: %s %s in %s%nlive %s%ndesired %s",
                seed, write.action(), write.address(), order(plan), text(live), text(desired))
            .isEmpty();
        server.set(write.key(), write.after());
      }
    }

    EntrySet wanted = EntrySet.of(desired);
    assertThat(server.all()).hasSameSizeAs(wanted.all());
    for (Entry each : wanted.all()) {
      assertThat(server.find(each.key())).as(each.key().path()).isPresent();
      assertThat(Comparison.compare(server.find(each.key()).get(), each)).isEmpty();
    }
  }

  private static Optional<GraphFault> refusal(EntryLookup server, EntryChange write) {
    return write.after().isPresent()
        ? GraphRules.onWrite(server, write.after().get())
        : GraphRules.onDelete(server, write.key());
  }

  private static String text(List<Entry> entries) {
    StringBuilder text = new StringBuilder();
    entries.forEach(
        each -> text.append('\n').append(dev.treaty.model.value.ValueJson.write(each.body())));
    return text.toString();
  }

  private static List<String> order(Plan plan) {
    return plan.changes().stream().map(change -> change.action() + " " + change.address()).toList();
  }

  /** Random entries that fit together. */
  static final class RandomGraph {
    private static final List<String> NAMES = List.of("web", "api", "db", "pay");
    private static final List<String> PROTOCOLS = List.of("", "tcp", "http", "grpc");

    private RandomGraph() {}

    static List<Entry> sound(Random random) {
      EntrySet state = new EntrySet();
      for (int i = 0; i < 16; i++) {
        Entry next = next(random);
        EntrySet grown = state.copy();
        grown.put(next);
        if (WholeState.faults(grown).isEmpty()) {
          state = grown;
        }
      }
      return state.all();
    }

    private static String name(Random random) {
      return NAMES.get(random.nextInt(NAMES.size()));
    }

    private static Entry next(Random random) {
      String name = name(random);
      String other = name(random);
      return switch (random.nextInt(11)) {
        case 0 ->
            entry("proxy-defaults", "global")
                .withField(
                    "Config",
                    Value.Fields.EMPTY.with(
                        "protocol", Value.text(PROTOCOLS.get(1 + random.nextInt(3)))))
                .build();
        case 1, 2, 3 -> defaults(name, PROTOCOLS.get(random.nextInt(4)));
        case 4 ->
            entry("service-router", name)
                .withField(
                    "Routes",
                    Value.Items.of(
                        Value.Fields.EMPTY.with(
                            "Destination", to(other, random.nextInt(4) == 0 ? "v1" : ""))))
                .build();
        case 5 ->
            entry("service-splitter", name)
                .withField(
                    "Splits",
                    Value.Items.of(
                        to(other, "").with("Weight", Value.Whole.of(60)),
                        Value.Fields.EMPTY.with("Weight", Value.Whole.of(40))))
                .build();
        case 6 ->
            entry("service-resolver", name)
                .withField("Redirect", to(other, random.nextInt(4) == 0 ? "v1" : ""))
                .build();
        case 7 ->
            entry("service-resolver", name)
                .withField("Subsets", Value.Fields.EMPTY.with("v1", Value.Fields.EMPTY))
                .withField(
                    "Failover",
                    random.nextBoolean()
                        ? Value.Fields.EMPTY.with("*", to(other, ""))
                        : Value.Fields.EMPTY)
                .build();
        case 8 ->
            entry("service-intentions", name)
                .withField(
                    "Sources",
                    Value.Items.of(
                        Value.Fields.EMPTY
                            .with("Name", Value.text("x"))
                            .with(
                                "Permissions",
                                Value.Items.of(
                                    Value.Fields.EMPTY.with("Action", Value.text("allow"))))))
                .build();
        case 9 ->
            entry("ingress-gateway", "in")
                .withField(
                    "Listeners",
                    Value.Items.of(
                        Value.Fields.EMPTY
                            .with("Port", Value.Whole.of(80))
                            .with("Protocol", Value.text(PROTOCOLS.get(1 + random.nextInt(3))))
                            .with(
                                "Services",
                                Value.Items.of(Value.Fields.EMPTY.with("Name", Value.text(name))))))
                .build();
        default -> Planning.exports(name + ">c2");
      };
    }

    private static Value.Fields to(String service, String subset) {
      Value.Fields to = Value.Fields.EMPTY.with("Service", Value.text(service));
      return subset.isEmpty() ? to : to.with("ServiceSubset", Value.text(subset));
    }
  }
}
