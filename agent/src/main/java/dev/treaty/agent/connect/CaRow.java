package dev.treaty.agent.connect;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.Row;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.TableId;

/**
 * The cluster's root as it is kept.
 *
 * @param clusterId fixed for the life of the cluster: the trust domain follows from it
 * @param keyPem the signing key, the most precious text of the whole state
 */
record CaRow(String clusterId, String rootPem, String keyPem) implements Row {

  static final TableId<CaRow> TABLE = new TableId<>("connect-ca", CaRow.class);

  static final String KEY = "root";

  /** Names the cluster; the key is never printed. */
  @Override
  public String toString() {
    return "CaRow[" + clusterId + "]";
  }

  /** Makes this the cluster's root unless it has one; answers the one it has. */
  record Install(CaRow root) implements Command<CaRow> {
    @Override
    public CaRow apply(StateWriter writer) {
      return writer
          .get(TABLE, KEY)
          .map(Stored::row)
          .orElseGet(() -> writer.put(TABLE, KEY, root).row());
    }
  }
}
