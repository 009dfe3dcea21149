package dev.treaty.model.schema;

import dev.treaty.model.value.Value;

/** The declaration of one kind of config entry: its fields and its rules. */
public interface EntryKind {

  /** Consul's name of the kind. */
  String name();

  /** The fields, {@code Kind}, {@code Name} and {@code Meta} included. */
  Shape shape();

  /** The entry as Consul stores it; {@code entry} is decoded but may be nonsense. */
  Value.Fields normalise(Value.Fields entry, Gate server);

  /** Reports what Consul refuses, in Consul's order. */
  void check(Value.Fields entry, Gate server, Findings findings);
}
