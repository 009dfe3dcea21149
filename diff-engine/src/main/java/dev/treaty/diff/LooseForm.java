package dev.treaty.diff;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An entry with the links taken out that keep other entries from changing. */
final class LooseForm {

  private LooseForm() {}

  /**
   * The entry without links; empty where it has none.
   *
   * @param becomes what shall stand there in the end
   * @param concerned the entries of the rule that is in the way
   */
  static Optional<Entry> of(Entry entry, Entry becomes, List<EntryKey> concerned) {
    Value.Fields body = entry.body();
    Value.Fields loose =
        switch (entry.key().kind()) {
          case "service-router" ->
              body.items("Routes").isEmpty() ? body : body.with("Routes", Value.Nothing.NULL);
          case "service-splitter" ->
              body.with(
                  "Splits", Value.Items.of(Value.Fields.EMPTY.with("Weight", Value.Whole.of(100))));
          case "service-resolver" -> body.without("Redirect").without("Failover");
          case "ingress-gateway" -> body.with("Listeners", listeners(body, concerned));
          case "exported-services" -> exports(body, becomes.body(), concerned);
          default -> body;
        };
    Entry candidate = new Entry(entry.key(), loose);
    return Comparison.compare(entry, candidate).isEmpty()
        ? Optional.empty()
        : Optional.of(candidate);
  }

  /** Those that serve none of the services concerned. */
  private static Value listeners(Value.Fields gateway, List<EntryKey> concerned) {
    Set<String> services =
        concerned.stream()
            .filter(key -> key.kind().equals("service-defaults"))
            .map(EntryKey::name)
            .collect(Collectors.toSet());
    return new Value.Items(
        List.copyOf(
            gateway.maps("Listeners").stream()
                .filter(listener ->
                    listener.maps("Services").stream()
                        .noneMatch(service -> services.contains(service.text("Name"))))
                .toList()));
  }

  /** What is exported before and after; where that is all, without the services concerned. */
  private static Value.Fields exports(
      Value.Fields before, Value.Fields after, List<EntryKey> concerned) {
    Value.Fields common = before.with("Services", common(before, after));
    if (!common.items("Services").equals(before.items("Services"))) {
      return common;
    }
    Set<String> services = concerned.stream().map(EntryKey::name).collect(Collectors.toSet());
    return before.with(
        "Services",
        new Value.Items(
            List.copyOf(
                before.maps("Services").stream()
                    .filter(service -> !service.text("Name").equals("*"))
                    .filter(service -> !services.contains(service.text("Name")))
                    .toList())));
  }

  /** What is exported before and after. */
  private static Value common(Value.Fields before, Value.Fields after) {
    List<Value> services = new ArrayList<>();
    for (Value.Fields service : before.maps("Services")) {
      Value.Fields name = service.without("Consumers");
      List<Value> stay =
          service.items("Consumers").stream()
              .filter(consumer ->
                  after.maps("Services").stream()
                      .anyMatch(other ->
                          other.without("Consumers").equals(name)
                              && other.items("Consumers").contains(consumer)))
              .toList();
      if (!stay.isEmpty()) {
        services.add(service.with("Consumers", new Value.Items(stay)));
      }
    }
    return new Value.Items(services);
  }
}
