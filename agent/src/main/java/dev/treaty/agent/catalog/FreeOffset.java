package dev.treaty.agent.catalog;

import dev.treaty.agent.store.Row;

/**
 * A virtual address that no service has.
 *
 * @param offset from the beginning of 240.0.0.0/4
 */
record FreeOffset(int offset) implements Row {

  /** Sorts as the numbers do. */
  static String key(int offset) {
    return "%010d".formatted(offset);
  }
}
