package dev.treaty.agent.intention;

import dev.treaty.agent.config.ConfigEntries;
import dev.treaty.agent.config.ConfigRow;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.Tables;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.intention.Intention;
import dev.treaty.model.intention.Intentions;
import java.util.ArrayList;
import java.util.List;

/** An intention with the entry it stands in, whose indexes and Meta it shows. */
record Listed(Intention intention, Stored<ConfigRow> entry) {

  static final String KIND = "service-intentions";

  /** All there are, in the order in which they decide. */
  static List<Listed> all(Tables tables) {
    return of(ConfigEntries.storedOfKind(tables, KIND));
  }

  /** The destination as its entry spells it: storage ignores case, the intentions' names do not. */
  static ServicePart stored(Tables tables, ServicePart destination) {
    EntryKey key = new EntryKey(KIND, destination.tenancy(), destination.name());
    return ConfigEntries.stored(tables, key)
        .map(found -> found.row().entry().key().name())
        .map(name -> new ServicePart(name, destination.tenancy(), destination.peer()))
        .orElse(destination);
  }

  /** Those that can have this destination: its own entry's, and the wildcards'. */
  static List<Listed> forDestination(Tables tables, String name, Tenancy tenancy) {
    List<Stored<ConfigRow>> entries = new ArrayList<>();
    Tenancy everywhere = new Tenancy(tenancy.partition(), "*");
    for (EntryKey key :
        List.of(
            new EntryKey(KIND, tenancy, name),
            new EntryKey(KIND, tenancy, "*"),
            new EntryKey(KIND, everywhere, "*"))) {
      ConfigEntries.stored(tables, key)
          .filter(found -> !entries.contains(found))
          .ifPresent(entries::add);
    }
    return of(entries);
  }

  private static List<Listed> of(List<Stored<ConfigRow>> entries) {
    List<Listed> found = new ArrayList<>();
    for (Stored<ConfigRow> entry : entries) {
      for (Intention intention : Intentions.of(entry.row().entry())) {
        found.add(new Listed(intention, entry));
      }
    }
    found.sort((a, b) -> Intentions.ORDER.compare(a.intention(), b.intention()));
    return found;
  }

  /** The listed ones of these intentions, in their order. */
  static List<Listed> only(List<Listed> all, List<Intention> wanted) {
    return wanted.stream()
        .flatMap(intention ->
            all.stream().filter(listed -> listed.intention().equals(intention)).limit(1))
        .toList();
  }

  static List<Intention> intentions(List<Listed> listed) {
    return listed.stream().map(Listed::intention).toList();
  }
}
