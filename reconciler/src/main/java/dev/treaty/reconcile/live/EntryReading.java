package dev.treaty.reconcile.live;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.live.LiveEntry;
import dev.treaty.model.value.Value;
import java.util.Optional;

/** Turns what a server lists into entries in the form that declarations have, too. */
public final class EntryReading {
  private EntryReading() {}

  /** The entry with its index; empty where the object names no kind. */
  public static Optional<LiveEntry> read(Value.Fields object, ServerProfile profile) {
    String kind = object.text("Kind");
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    Value.Fields body =
        object.without("CreateIndex").without("ModifyIndex").without("Hash").without("Status");
    Tenancy tenancy = new Tenancy(body.text("Partition"), body.text("Namespace"));
    if (tenancy.partition().equals("default")) {
      body = body.without("Partition");
    }
    if (tenancy.namespace().equals("default")) {
      body = body.without("Namespace");
    }
    // Consul shows no name for the one mesh entry.
    String name = kind.equals("mesh") ? "mesh" : body.text("Name");
    Entry entry = new Entry(new EntryKey(kind, tenancy, name), body);
    return Optional.of(new LiveEntry(entry, PeeringRows.index(object)));
  }
}
