package dev.treaty.model.graph;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The entries as a Community Edition judges them: it stores partitions and namespaces that routes
 * and the like may name, and passes over them.
 */
public final class CommunityView implements EntryLookup {

  private static final Set<String> NAMING =
      Set.of(
          "service-router",
          "service-splitter",
          "service-resolver",
          "ingress-gateway",
          "exported-services");

  private final EntryLookup entries;

  public CommunityView(EntryLookup entries) {
    this.entries = entries;
  }

  @Override
  public Optional<Entry> find(EntryKey key) {
    return entries.find(key).map(CommunityView::of);
  }

  @Override
  public Collection<Entry> ofKind(String kind) {
    Collection<Entry> all = entries.ofKind(kind);
    return NAMING.contains(kind) ? all.stream().map(CommunityView::of).toList() : all;
  }

  /** The entry without what it says of partitions and namespaces. */
  public static Entry of(Entry entry) {
    return NAMING.contains(entry.key().kind())
        ? new Entry(entry.key(), (Value.Fields) without(entry.body()))
        : entry;
  }

  private static Value without(Value value) {
    return switch (value) {
      case Value.Fields(Map<String, Value> map) -> {
        Map<String, Value> kept = new LinkedHashMap<>();
        map.forEach((key, each) -> {
          boolean tenancy = key.equals("Partition") || key.equals("Namespace");
          if (!tenancy || !(each instanceof Value.Text)) {
            kept.put(key, without(each));
          }
        });
        yield new Value.Fields(kept);
      }
      case Value.Items(List<Value> values) -> {
        List<Value> kept = new ArrayList<>();
        values.forEach(each -> kept.add(without(each)));
        yield new Value.Items(kept);
      }
      case Value.Text text -> text;
      case Value.Whole number -> number;
      case Value.Decimal number -> number;
      case Value.Flag flag -> flag;
      case Value.Nothing nothing -> nothing;
    };
  }
}
