package dev.treaty.model.graph;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The entries of one cluster, in stored form; names ignore case, as in Consul's storage. */
public interface EntryLookup {

  Optional<Entry> find(EntryKey key);

  /** The entries of a kind in all tenancies, in no particular order. */
  Collection<Entry> ofKind(String kind);

  /**
   * The routers, splitters, resolvers and ingress gateways that lead to the service in one step.
   */
  default List<Entry> referrers(ServiceId service) {
    return Links.referrers(this, service);
  }

  /** The same state with one entry written, or taken away where {@code after} is empty. */
  default EntryLookup with(EntryKey key, Optional<Entry> after) {
    EntryLookup before = this;
    EntryKey changed = folded(key);
    return new EntryLookup() {
      @Override
      public Optional<Entry> find(EntryKey wanted) {
        return folded(wanted).equals(changed) ? after : before.find(wanted);
      }

      @Override
      public Collection<Entry> ofKind(String kind) {
        Collection<Entry> all = before.ofKind(kind);
        if (!kind.equals(changed.kind())) {
          return all;
        }
        List<Entry> others = new ArrayList<>(all.size() + 1);
        for (Entry entry : all) {
          if (!folded(entry.key()).equals(changed)) {
            others.add(entry);
          }
        }
        after.ifPresent(others::add);
        return others;
      }
    };
  }

  /** The key under which Consul's storage finds an entry. */
  static EntryKey folded(EntryKey key) {
    String lower = key.name().toLowerCase(Locale.ROOT);
    return lower.equals(key.name()) ? key : new EntryKey(key.kind(), key.tenancy(), lower);
  }
}
