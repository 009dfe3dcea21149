package dev.treaty.agent.config;

import dev.treaty.agent.store.Row;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;

/**
 * A stored config entry.
 *
 * @param hash of the content as it was written, read as an unsigned number; 0 where the server
 *     wrote it by itself
 */
public record ConfigRow(Entry entry, long hash) implements Row {

  private static final String STATUS = "Status";

  /** A row that no client wrote. */
  public static ConfigRow ofServer(Entry entry) {
    return new ConfigRow(entry, 0);
  }

  /** The same entry with what the server found out about it. */
  public ConfigRow withStatus(Value status) {
    return new ConfigRow(new Entry(entry.key(), entry.body().with(STATUS, status)), hash);
  }

  /** A new version of the entry keeps what was found out about the one before. */
  ConfigRow over(ConfigRow before) {
    return entry
        .body()
        .get(STATUS)
        .flatMap(none -> before.entry.body().get(STATUS))
        .map(this::withStatus)
        .orElse(this);
  }

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
