package dev.treaty.model.graph;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.ServerProfile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A state held in memory that can be written to, such as one that a plan is played through on. */
public final class EntrySet implements EntryLookup {

  private final Map<String, Map<EntryKey, Entry>> byKind = new LinkedHashMap<>();
  private final Map<ServiceId, Set<EntryKey>> referrers = new HashMap<>();

  /** As written, with what the server may pass over. */
  private final Map<EntryKey, Entry> stored = new LinkedHashMap<>();

  private final boolean community;

  public EntrySet() {
    this(false);
  }

  private EntrySet(boolean community) {
    this.community = community;
  }

  /** An empty state of a server that may know neither partitions nor namespaces. */
  public static EntrySet of(ServerProfile server) {
    return new EntrySet(!server.enterprise());
  }

  public static EntrySet of(Collection<Entry> entries) {
    EntrySet set = new EntrySet();
    entries.forEach(set::put);
    return set;
  }

  public void put(Entry entry) {
    EntryKey key = EntryLookup.folded(entry.key());
    remove(key);
    Entry seen = seen(entry);
    byKind.computeIfAbsent(key.kind(), kind -> new LinkedHashMap<>()).put(key, seen);
    stored.put(key, entry);
    for (ServiceId service : Links.of(seen)) {
      referrers.computeIfAbsent(service, id -> new LinkedHashSet<>()).add(key);
    }
  }

  public void remove(EntryKey key) {
    stored.remove(EntryLookup.folded(key));
    Map<EntryKey, Entry> kind = byKind.get(key.kind());
    Entry gone = kind == null ? null : kind.remove(EntryLookup.folded(key));
    if (gone != null) {
      for (ServiceId service : Links.of(gone)) {
        referrers.getOrDefault(service, new LinkedHashSet<>()).remove(EntryLookup.folded(key));
      }
    }
  }

  /** Writes the entry, or takes it away where {@code after} is empty. */
  public void set(EntryKey key, Optional<Entry> after) {
    after.ifPresentOrElse(this::put, () -> remove(key));
  }

  public EntrySet copy() {
    EntrySet copy = new EntrySet(community);
    stored.values().forEach(copy::put);
    return copy;
  }

  /** The entry as the server judges it, which a Community Edition does without its tenancies. */
  Entry seen(Entry entry) {
    return community ? CommunityView.of(entry) : entry;
  }

  /** The entry as it was written, with what the server passes over. */
  public Optional<Entry> stored(EntryKey key) {
    return Optional.ofNullable(stored.get(EntryLookup.folded(key)));
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
  public List<Entry> referrers(ServiceId service) {
    Set<EntryKey> keys = referrers.getOrDefault(service, Set.of());
    return new ArrayList<>(keys.stream().flatMap(key -> find(key).stream()).toList());
  }

  @Override
  public Collection<Entry> ofKind(String kind) {
    Map<EntryKey, Entry> found = byKind.get(kind);
    return found == null ? List.of() : found.values();
  }
}
