package dev.treaty.agent.gateway;

import dev.treaty.agent.config.ConfigRow;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.value.Value;

/** What a reconciliation wants written; it fails where something newer stands there. */
sealed interface Write {

  /** A status. */
  record Found(Stored<ConfigRow> entry, Value.Fields status) implements Write {}

  /**
   * The routes of a gateway.
   *
   * @param expected the ModifyIndex that stands there, 0 where none
   */
  record Bound(BoundGateway bound, long expected) implements Write {}

  /** The gateway is gone. */
  record Unbound(EntryKey bound, long expected) implements Write {}
}
