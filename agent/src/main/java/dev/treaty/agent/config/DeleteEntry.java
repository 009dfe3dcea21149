package dev.treaty.agent.config;

import dev.treaty.agent.store.Command;
import dev.treaty.agent.store.StateWriter;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.EntryKey;
import java.util.Optional;

/**
 * Deletes an entry and says whether it is gone.
 *
 * @param expected the ModifyIndex it must have; absent: whatever stands there goes
 */
public record DeleteEntry(EntryKey key, Optional<Long> expected) implements Command<Boolean> {

  @Override
  public Boolean apply(StateWriter writer) {
    String place = ConfigEntries.key(key);
    Optional<Stored<ConfigRow>> before = writer.get(ConfigEntries.TABLE, place);
    if (before.isPresent()
        && expected.isPresent()
        && expected.get() != before.get().modifyIndex()) {
      return false;
    }
    writer.delete(ConfigEntries.TABLE, place);
    return true;
  }
}
