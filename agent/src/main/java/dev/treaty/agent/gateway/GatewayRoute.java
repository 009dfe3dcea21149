package dev.treaty.agent.gateway;

import dev.treaty.agent.config.ConfigRow;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.graph.ServiceId;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;

/** An {@code http-route} or {@code tcp-route} as binding reads it. */
record GatewayRoute(
    Stored<ConfigRow> stored,
    EntryKey key,
    String protocol,
    List<Reference> parents,
    List<ServiceId> services,
    List<String> hostnames) {

  static final String HTTP = "http-route";
  static final String TCP = "tcp-route";

  static GatewayRoute of(Stored<ConfigRow> stored) {
    EntryKey key = stored.row().entry().key();
    Value.Fields body = stored.row().entry().body();
    boolean http = key.kind().equals(HTTP);
    List<ServiceId> services = new ArrayList<>();
    List<Value.Fields> holders = http ? body.maps("Rules") : List.of(body);
    for (Value.Fields holder : holders) {
      for (Value.Fields said : holder.maps("Services")) {
        services.add(new ServiceId(said.text("Name"), Reference.tenancyIn(said, key.tenancy())));
      }
    }
    List<String> hostnames = new ArrayList<>();
    for (Value hostname : body.items("Hostnames")) {
      if (hostname instanceof Value.Text(String text)) {
        hostnames.add(text);
      }
    }
    return new GatewayRoute(
        stored,
        key,
        http ? "http" : "tcp",
        Reference.list(body, "Parents", key.tenancy()),
        services,
        hostnames);
  }

  /** Whether any of its hostnames can be asked for at the listener. */
  boolean meets(String listenerHostname) {
    if (!key.kind().equals(HTTP) || hostnames.isEmpty()) {
      return true;
    }
    String bare = withoutStart(withoutStart(listenerHostname, "*"), ".");
    return listenerHostname.contains("*")
        ? hostnames.stream().anyMatch(hostname -> hostname.endsWith(bare))
        : hostnames.contains(bare);
  }

  private static String withoutStart(String text, String start) {
    return text.startsWith(start) ? text.substring(start.length()) : text;
  }
}
