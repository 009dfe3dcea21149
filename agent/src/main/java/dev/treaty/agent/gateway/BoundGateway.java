package dev.treaty.agent.gateway;

import dev.treaty.agent.config.ConfigRow;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A {@code bound-api-gateway} entry while routes are bound to it. For one thread. */
final class BoundGateway {

  static final String KIND = "bound-api-gateway";

  private final EntryKey key;
  private final Map<String, Listener> listeners = new LinkedHashMap<>();
  private final Map<String, List<Reference>> services = new TreeMap<>();

  /** What hangs on one listener. "Never had any" and "has none any more" read differently. */
  private static final class Listener {
    Optional<List<Reference>> routes = Optional.empty();
    Optional<List<Reference>> certificates = Optional.empty();

    boolean sameAs(Listener other) {
      return same(routes, other.routes) && same(certificates, other.certificates);
    }

    private static boolean same(Optional<List<Reference>> one, Optional<List<Reference>> other) {
      List<Reference> first = one.orElse(List.of());
      List<Reference> second = other.orElse(List.of());
      return first.size() == second.size() && second.containsAll(first);
    }
  }

  private BoundGateway(EntryKey key) {
    this.key = key;
  }

  /** A gateway's before anything hangs on it. */
  static BoundGateway ofNew(EntryKey gateway) {
    return new BoundGateway(new EntryKey(KIND, gateway.tenancy(), gateway.name()));
  }

  static BoundGateway of(Stored<ConfigRow> stored) {
    Entry entry = stored.row().entry();
    BoundGateway bound = new BoundGateway(entry.key());
    Tenancy tenancy = entry.key().tenancy();
    for (Value.Fields said : entry.body().maps("Listeners")) {
      Listener listener = bound.add(said.text("Name"));
      listener.routes = references(said, "Routes", tenancy);
      listener.certificates = references(said, "Certificates", tenancy);
    }
    Value.Fields services = entry.body().fields("Services");
    for (String service : services.map().keySet()) {
      bound.services.put(service, Reference.list(services, service, tenancy));
    }
    return bound;
  }

  private static Optional<List<Reference>> references(
      Value.Fields holder, String field, Tenancy tenancy) {
    return holder.get(field).orElse(Value.Nothing.NULL) instanceof Value.Items
        ? Optional.of(Reference.list(holder, field, tenancy))
        : Optional.empty();
  }

  EntryKey key() {
    return key;
  }

  /** Lists the gateway's listeners anew, with nothing on them. */
  void reset(List<ApiGateway.Listener> names) {
    listeners.clear();
    names.forEach(listener -> add(listener.name()));
  }

  private Listener add(String name) {
    Listener listener = new Listener();
    listeners.put(name, listener);
    return listener;
  }

  private Listener listener(String name) {
    return Optional.ofNullable(listeners.get(name)).orElseThrow();
  }

  /** Whether it was made for just these listeners. */
  boolean isFor(ApiGateway gateway) {
    return key.name().equals(gateway.key().name())
        && key.tenancy().equals(gateway.key().tenancy())
        && List.copyOf(listeners.keySet())
            .equals(gateway.listeners().stream().map(ApiGateway.Listener::name).toList());
  }

  void certify(String listener, Reference certificate) {
    Listener holder = listener(listener);
    List<Reference> all = new ArrayList<>(holder.certificates.orElse(List.of()));
    all.add(certificate);
    holder.certificates = Optional.of(all);
  }

  void bind(String listener, Reference route) {
    Listener holder = listener(listener);
    List<Reference> all = new ArrayList<>(holder.routes.orElse(List.of()));
    if (!all.contains(route)) {
      all.add(route);
    }
    holder.routes = Optional.of(all);
  }

  /** True if the route hung there. */
  boolean unbind(String listener, Reference route) {
    Listener holder = listener(listener);
    List<Reference> all = new ArrayList<>(holder.routes.orElse(List.of()));
    boolean hung = all.remove(route);
    if (hung) {
      holder.routes = Optional.of(all);
    }
    return hung;
  }

  /** Takes the route off everything; true if it hung on a listener. */
  boolean remove(Reference route) {
    boolean hung = false;
    for (String listener : listeners.keySet()) {
      hung |= unbind(listener, route);
    }
    if (hung) {
      services.replaceAll(
          (service, routes) -> routes.stream().filter(each -> !each.equals(route)).toList());
      services.values().removeIf(List::isEmpty);
    }
    return hung;
  }

  /** All routes that hang on any listener. */
  Set<EntryKey> allRoutes() {
    Set<EntryKey> all = new LinkedHashSet<>();
    listeners
        .values()
        .forEach(
            listener -> listener.routes.orElse(List.of()).forEach(route -> all.add(route.key())));
    return all;
  }

  int routes(String listener) {
    return listener(listener).routes.orElse(List.of()).size();
  }

  /** Notes that the route leads to the service. */
  void leadsTo(String service, Reference route) {
    List<Reference> routes = new ArrayList<>(services.getOrDefault(service, List.of()));
    if (!routes.contains(route)) {
      routes.add(route);
    }
    services.put(service, routes);
  }

  /** Whether the same hangs on both, whatever the order on a listener. */
  boolean sameAs(BoundGateway other) {
    return listeners.keySet().equals(other.listeners.keySet())
        && services.equals(other.services)
        && listeners.entrySet().stream()
            .allMatch(each -> each.getValue().sameAs(other.listener(each.getKey())));
  }

  ConfigRow toRow() {
    List<Value> said = new ArrayList<>();
    listeners.forEach((name, listener) ->
        said.add(
            Value.Fields.EMPTY
                .with("Name", Value.text(name))
                .with("Routes", values(listener.routes))
                .with("Certificates", values(listener.certificates))));
    Map<String, Value> routes = new LinkedHashMap<>();
    services.forEach((service, each) -> routes.put(service, values(Optional.of(each))));
    Value.Fields body =
        Value.Fields.EMPTY
            .with("Kind", Value.text(KIND))
            .with("Name", Value.text(key.name()))
            .with("Listeners", new Value.Items(said))
            .with("Services", new Value.Fields(routes));
    return ConfigRow.ofServer(new Entry(key, Reference.withTenancy(body, key.tenancy())));
  }

  private static Value values(Optional<List<Reference>> references) {
    if (references.isEmpty()) {
      return Value.Nothing.NULL;
    }
    List<Value> values = new ArrayList<>();
    references.get().forEach(reference -> values.add(reference.toValue()));
    return new Value.Items(values);
  }
}
