package dev.treaty.reconcile.live;

import dev.treaty.model.entry.StoredEntry;
import dev.treaty.model.live.LiveEntry;
import dev.treaty.model.value.Value;
import java.util.Optional;

/** Turns what a server lists into entries in the form that declarations have, too. */
public final class EntryReading {
  private EntryReading() {}

  /** The entry with its index; empty where the object names no kind. */
  public static Optional<LiveEntry> read(Value.Fields object) {
    return object.text("Kind").isEmpty()
        ? Optional.empty()
        : Optional.of(new LiveEntry(StoredEntry.of(object), PeeringRows.index(object)));
  }
}
