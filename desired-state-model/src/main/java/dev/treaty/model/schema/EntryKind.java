package dev.treaty.model.schema;

import dev.treaty.model.value.Value;

/** The declaration of one kind of config entry: its fields and its rules. */
public interface EntryKind {

  /** Consul's name of the kind. */
  String name();

  /** What the kind is for, in one sentence. */
  String purpose();

  /** The fields, {@code Kind}, {@code Name} and {@code Meta} included. */
  Shape shape();

  /** The first release that has the kind. */
  default Since since() {
    return Since.ALWAYS;
  }

  /** Whether only the Enterprise edition has the kind. */
  default boolean enterprise() {
    return false;
  }

  /** Whether servers write it by themselves and refuse it from everybody else. */
  default boolean writtenByServers() {
    return false;
  }

  /** Whether a server has the kind at all. */
  default boolean isKnownTo(Gate server) {
    return since().isReachedBy(server) && (!enterprise() || server.enterprise());
  }

  /** The entry as Consul stores it; {@code entry} is decoded but may be nonsense. */
  Value.Fields normalise(Value.Fields entry, Gate server);

  /** Reports what Consul refuses, in Consul's order. */
  void check(Value.Fields entry, Gate server, Findings findings);
}
