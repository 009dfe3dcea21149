package dev.treaty.agent.gateway;

import dev.treaty.agent.config.ConfigRow;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;

/** An {@code api-gateway} entry as binding reads it. */
record ApiGateway(Stored<ConfigRow> stored, EntryKey key, List<Listener> listeners) {

  static final String KIND = "api-gateway";

  /**
   * A listener.
   *
   * @param hostname {@code *} where it says none
   */
  record Listener(String name, String hostname, String protocol, List<Reference> certificates) {}

  static ApiGateway of(Stored<ConfigRow> stored) {
    EntryKey key = stored.row().entry().key();
    List<Listener> listeners = new ArrayList<>();
    for (Value.Fields said : stored.row().entry().body().maps("Listeners")) {
      String hostname = said.text("Hostname");
      listeners.add(
          new Listener(
              said.text("Name"),
              hostname.isEmpty() ? "*" : hostname,
              said.text("Protocol"),
              Reference.list(said.fields("TLS"), "Certificates", key.tenancy())));
    }
    return new ApiGateway(stored, key, listeners);
  }

  Reference listener(String name) {
    return Reference.of(key).part(name);
  }
}
