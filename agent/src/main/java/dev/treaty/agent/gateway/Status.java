package dev.treaty.agent.gateway;

import dev.treaty.agent.config.ConfigRow;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The conditions of one entry while they are worked at; a condition that stays keeps its time. */
final class Status {

  private final Stored<ConfigRow> entry;
  private final List<Condition> conditions;

  private Status(Stored<ConfigRow> entry) {
    this.entry = entry;
    this.conditions = new ArrayList<>(stored(entry));
  }

  static Status of(Stored<ConfigRow> entry) {
    return new Status(entry);
  }

  /** What stands in the entry. */
  static List<Condition> stored(Stored<ConfigRow> entry) {
    Tenancy tenancy = entry.row().entry().key().tenancy();
    return entry.row().entry().body().fields("Status").maps("Conditions").stream()
        .map(said -> Condition.of(said, tenancy))
        .toList();
  }

  /** Whether the entry has the condition with this status, whatever the reason. */
  static boolean has(Stored<ConfigRow> entry, Condition condition) {
    return stored(entry).stream()
        .anyMatch(each -> each.isAbout(condition) && each.status().equals(condition.status()));
  }

  void clear() {
    conditions.clear();
  }

  void set(Condition condition) {
    for (int i = 0; i < conditions.size(); i++) {
      if (conditions.get(i).isAbout(condition)) {
        if (!conditions.get(i).says(condition)) {
          conditions.set(i, condition);
        }
        return;
      }
    }
    conditions.add(condition);
  }

  void remove(Condition condition) {
    conditions.removeIf(condition::isAbout);
  }

  /** What is to be written, if anything. */
  Optional<Write> change() {
    List<Condition> before = new ArrayList<>(stored(entry));
    before.sort(Condition.ORDER);
    conditions.sort(Condition.ORDER);
    boolean same = before.size() == conditions.size();
    for (int i = 0; same && i < before.size(); i++) {
      same = before.get(i).says(conditions.get(i));
    }
    return same ? Optional.empty() : Optional.of(new Write.Found(entry, value()));
  }

  private Value.Fields value() {
    List<Value> values = new ArrayList<>();
    conditions.forEach(condition -> values.add(condition.toValue()));
    return Value.Fields.EMPTY.with("Conditions", new Value.Items(values));
  }
}
