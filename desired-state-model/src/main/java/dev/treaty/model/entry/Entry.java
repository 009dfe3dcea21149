package dev.treaty.model.entry;

import dev.treaty.model.value.Value;

/**
 * A config entry as a server stores it: decoded, normalised, with canonical key names.
 *
 * @param body every field including {@code Kind} and {@code Name}, in Consul's order, without
 *     {@code CreateIndex}, {@code ModifyIndex} and {@code Hash}; {@code Partition} and {@code
 *     Namespace} only where not default
 */
public record Entry(EntryKey key, Value.Fields body) {

  /** The entry's {@code Meta}, empty where it has none. */
  public Value.Fields meta() {
    return body.fields("Meta");
  }

  public Entry withMeta(Value.Fields meta) {
    return new Entry(key, meta.map().isEmpty() ? body.without("Meta") : body.with("Meta", meta));
  }
}
