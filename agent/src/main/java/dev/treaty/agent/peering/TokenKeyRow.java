package dev.treaty.agent.peering;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.Row;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.TableId;

/**
 * The cluster's key that signs establishment secrets.
 *
 * @param jwk as a JWK, private half included
 */
record TokenKeyRow(String jwk) implements Row {

  static final TableId<TokenKeyRow> TABLE = new TableId<>("peering-token-key", TokenKeyRow.class);

  static final String KEY = "current";

  @Override
  public String toString() {
    return "TokenKeyRow[hidden]";
  }

  /** Makes this the cluster's key unless it has one; answers the one it has. */
  record Install(TokenKeyRow key) implements Command<TokenKeyRow> {
    @Override
    public TokenKeyRow apply(StateWriter writer) {
      return writer
          .get(TABLE, KEY)
          .map(stored -> stored.row())
          .orElseGet(() -> writer.put(TABLE, KEY, key).row());
    }
  }
}
