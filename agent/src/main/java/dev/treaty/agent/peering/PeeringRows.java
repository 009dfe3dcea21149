package dev.treaty.agent.peering;

import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.Tables;
import java.util.Optional;

/** Look-ups and clean-up that several commands share. */
final class PeeringRows {

  private PeeringRows() {}

  static Optional<PeeringRow> byName(Tables tables, String partition, String name) {
    return tables.table(PeeringRow.TABLE).get(PeeringRow.key(partition, name)).map(Stored::row);
  }

  /** By ID; peerings are few, so a walk over them is enough. */
  static Optional<PeeringRow> byId(Tables tables, String id) {
    return tables.table(PeeringRow.TABLE).all().stream()
        .map(Stored::row)
        .filter(row -> row.id().equals(id))
        .findFirst();
  }

  /** By ID, while it is neither being deleted nor ended by its peer. */
  static Optional<PeeringRow> liveById(Tables tables, String id) {
    return byId(tables, id).filter(PeeringRow::isLive);
  }

  static SecretsRow secrets(Tables tables, String id) {
    return tables.table(SecretsRow.TABLE).get(id).map(Stored::row).orElse(SecretsRow.NONE);
  }

  static void put(StateWriter writer, PeeringRow row) {
    writer.put(PeeringRow.TABLE, row.key(), row);
  }

  static void putSecrets(StateWriter writer, String id, SecretsRow secrets) {
    if (secrets.isEmpty()) {
      writer.delete(SecretsRow.TABLE, id);
    } else {
      writer.putIfChanged(SecretsRow.TABLE, id, secrets);
    }
  }

  /** Removes everything that came from the peer. */
  static void dropImports(StateWriter writer, PeeringRow row) {
    writer.delete(TrustBundleRow.TABLE, row.key());
    ImportedCatalog.drop(writer, row);
  }

  /** Removes the peering whole, leaving only its tombstone. */
  static void remove(StateWriter writer, PeeringRow row) {
    dropImports(writer, row);
    writer.delete(SecretsRow.TABLE, row.id());
    writer.delete(PeeringRow.TABLE, row.key());
    TombstoneRow.place(writer, row.id(), row.name());
  }
}
