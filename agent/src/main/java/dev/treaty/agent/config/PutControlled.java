package dev.treaty.agent.config;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;

/**
 * Stores what the server itself found out: a status, or an entry that only it writes. Nothing is
 * judged.
 *
 * @param expected the ModifyIndex that must stand there; 0 for "must not exist"
 */
public record PutControlled(ConfigRow row, long expected) implements Command<Boolean> {

  /** True if it was written, false where something newer stands there. */
  @Override
  public Boolean apply(StateWriter writer) {
    String key = ConfigEntries.key(row.entry().key());
    long index = writer.get(ConfigEntries.TABLE, key).map(Stored::modifyIndex).orElse(0L);
    if (index != expected) {
      return false;
    }
    writer.put(ConfigEntries.TABLE, key, row);
    return true;
  }
}
