package dev.treaty.model.graph;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A state held in memory that can be written to, such as one that a plan is played through on. */
public final class EntrySet implements EntryLookup {

  private final Map<String, Map<EntryKey, Entry>> byKind = new LinkedHashMap<>();

  public static EntrySet of(Collection<Entry> entries) {
    EntrySet set = new EntrySet();
    entries.forEach(set::put);
    return set;
  }

  public void put(Entry entry) {
    byKind
        .computeIfAbsent(entry.key().kind(), kind -> new LinkedHashMap<>())
        .put(EntryLookup.folded(entry.key()), entry);
  }

  public void remove(EntryKey key) {
    Map<EntryKey, Entry> kind = byKind.get(key.kind());
    if (kind != null) {
      kind.remove(EntryLookup.folded(key));
    }
  }

  /** Writes the entry, or takes it away where {@code after} is empty. */
  public void set(EntryKey key, Optional<Entry> after) {
    after.ifPresentOrElse(this::put, () -> remove(key));
  }

  public EntrySet copy() {
    EntrySet copy = new EntrySet();
    byKind.forEach((kind, entries) -> copy.byKind.put(kind, new LinkedHashMap<>(entries)));
    return copy;
  }

  /** All entries, by kind in the order of their first appearance. */
  public List<Entry> all() {
    return byKind.values().stream().flatMap(kind -> kind.values().stream()).toList();
  }

  @Override
  public Optional<Entry> find(EntryKey key) {
    Map<EntryKey, Entry> kind = byKind.get(key.kind());
    return kind == null ? Optional.empty() : Optional.ofNullable(kind.get(EntryLookup.folded(key)));
  }

  @Override
  public Collection<Entry> ofKind(String kind) {
    Map<EntryKey, Entry> found = byKind.get(kind);
    return found == null ? List.of() : found.values();
  }
}
