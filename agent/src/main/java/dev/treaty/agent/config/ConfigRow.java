package dev.treaty.agent.config;

import dev.treaty.agent.store.Row;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.value.ValueJson;

/**
 * A stored config entry.
 *
 * @param hash of the content, read as an unsigned number
 */
public record ConfigRow(Entry entry, long hash) implements Row {

  /** The row of a judged entry. */
  public static ConfigRow of(Entry entry) {
    byte[] bytes = ValueJson.bytes(entry.body());
    // FNV-1a: clients only compare it, so any stable 64 bits of the content do.
    long hash = 0xcbf29ce484222325L;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return new ConfigRow(entry, hash);
  }
}
