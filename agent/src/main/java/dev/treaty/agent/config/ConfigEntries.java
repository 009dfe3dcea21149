package dev.treaty.agent.config;

import dev.treaty.agent.store.Keys;
import dev.treaty.agent.store.StoreSchema;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.TableId;
import dev.treaty.agent.store.Tables;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The stored config entries, as other features read them. */
public final class ConfigEntries {

  /** By kind, partition, namespace and name; names ignore case, as in Consul. */
  public static final TableId<ConfigRow> TABLE = new TableId<>("config-entries", ConfigRow.class);

  private ConfigEntries() {}

  /** Adds the table and the commands. */
  public static StoreSchema addTo(StoreSchema schema) {
    return schema
        .table(TABLE)
        .command("config-put", PutEntry.class)
        .command("config-delete", DeleteEntry.class)
        .command("config-control", PutControlled.class);
  }

  public static Optional<Entry> get(Tables tables, EntryKey key) {
    return stored(tables, key).map(stored -> stored.row().entry());
  }

  /** The entries of a kind in one tenancy, by name. */
  public static List<Entry> ofKind(Tables tables, String kind, Tenancy tenancy) {
    return entries(tables, prefix(kind, tenancy));
  }

  /** The entries of a kind in all tenancies. */
  public static List<Entry> ofKind(Tables tables, String kind) {
    return entries(tables, Keys.prefix(kind));
  }

  /** An entry with its indexes. */
  public static Optional<Stored<ConfigRow>> stored(Tables tables, EntryKey key) {
    return tables.table(TABLE).get(key(key));
  }

  /** The entries of a kind in all tenancies, with their indexes. */
  public static List<Stored<ConfigRow>> storedOfKind(Tables tables, String kind) {
    return tables.table(TABLE).prefix(Keys.prefix(kind));
  }

  private static List<Entry> entries(Tables tables, String prefix) {
    return tables.table(TABLE).prefix(prefix).stream().map(stored -> stored.row().entry()).toList();
  }

  static String key(EntryKey key) {
    return prefix(key.kind(), key.tenancy()) + key.name().toLowerCase(Locale.ROOT);
  }

  static String prefix(String kind, Tenancy tenancy) {
    return Keys.prefix(kind, tenancy.partition(), tenancy.namespace());
  }
}
