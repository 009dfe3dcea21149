package dev.treaty.agent.config;

import dev.treaty.agent.store.Tables;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.graph.EntryLookup;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The stored entries as the rules across entries read them; each kind is listed once at most. */
public final class StoredEntries implements EntryLookup {

  private final Tables tables;
  private final Map<String, Collection<Entry>> listed = new HashMap<>();

  public StoredEntries(Tables tables) {
    this.tables = tables;
  }

  @Override
  public Optional<Entry> find(EntryKey key) {
    return ConfigEntries.get(tables, key);
  }

  @Override
  public Collection<Entry> ofKind(String kind) {
    return listed.computeIfAbsent(kind, each -> ConfigEntries.ofKind(tables, each));
  }
}
