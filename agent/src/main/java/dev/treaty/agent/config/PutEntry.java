package dev.treaty.agent.config;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import java.util.Optional;

/**
 * Stores an entry.
 *
 * @param expected the ModifyIndex it must have, 0 for "must not exist"; absent: whatever stands
 *     there is replaced
 */
public record PutEntry(ConfigRow row, Optional<Long> expected)
    implements Command<PutEntry.Outcome> {

  /** What became of it. */
  public enum Outcome {
    WRITTEN,
    /** The same content stood there: nothing was written, whatever index was expected. */
    UNCHANGED,
    /** Another index than the expected one stood there. */
    CONFLICT
  }

  @Override
  public Outcome apply(StateWriter writer) {
    String key = ConfigEntries.key(row.entry().key());
    Optional<Stored<ConfigRow>> before = writer.get(ConfigEntries.TABLE, key);
    if (before.isPresent() && before.get().row().equals(row)) {
      return Outcome.UNCHANGED;
    }
    long index = before.map(Stored::modifyIndex).orElse(0L);
    if (expected.isPresent() && expected.get() != index) {
      return Outcome.CONFLICT;
    }
    writer.put(ConfigEntries.TABLE, key, row);
    return Outcome.WRITTEN;
  }
}
