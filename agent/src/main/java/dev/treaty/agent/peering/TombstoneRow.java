package dev.treaty.agent.peering;

import dev.treaty.agent.store.Row;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.TableId;
import java.util.Comparator;
import java.util.List;

/**
 * That a peering was deleted here, so that a dialer which was away then is told so. Consul keeps
 * none, and such a dialer knocks for ever.
 */
record TombstoneRow(String peeringId, String name) implements Row {

  /** By the peering's ID. */
  static final TableId<TombstoneRow> TABLE = new TableId<>("peering-tombstone", TombstoneRow.class);

  /** Enough for years of peerings; beyond it the oldest are forgotten. */
  static final int KEPT = 1000;

  static void place(StateWriter writer, String peeringId, String name) {
    writer.put(TABLE, peeringId, new TombstoneRow(peeringId, name));
    List<Stored<TombstoneRow>> all = writer.table(TABLE).all();
    all.stream()
        .sorted(Comparator.comparingLong(Stored::createIndex))
        .limit(Math.max(0, all.size() - KEPT))
        .forEach(old -> writer.delete(TABLE, old.key()));
  }
}
