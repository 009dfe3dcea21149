package dev.treaty.agent.gateway;

import dev.treaty.agent.config.ConfigEntries;
import dev.treaty.agent.config.ConfigRow;
import dev.treaty.agent.config.StoredEntries;
import dev.treaty.agent.store.Stored;
import dev.treaty.agent.store.Tables;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.graph.ChainRequest;
import dev.treaty.model.graph.CommunityView;
import dev.treaty.model.graph.DiscoveryChains;
import dev.treaty.model.graph.EntryLookup;
import dev.treaty.model.graph.ServiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has to be written because one entry changed, as Consul 1.16.4 works it out: one step at a
 * time, so that a route is bound in the step after the one that accepted it. Pure.
 */
final class Reconciliation {

  private final Tables tables;
  private final EntryLookup entries;
  private final Conditions conditions;

  Reconciliation(Tables tables, boolean community, Instant now) {
    this.tables = tables;
    StoredEntries stored = new StoredEntries(tables);
    this.entries = community ? new CommunityView(stored) : stored;
    this.conditions = new Conditions(now);
  }

  /** The writes, in the order in which they are to be made. */
  List<Write> of(EntryKey key) {
    Optional<Stored<ConfigRow>> stored = ConfigEntries.stored(tables, key);
    return switch (key.kind()) {
      case ApiGateway.KIND ->
          stored.map(found -> gateway(ApiGateway.of(found))).orElseGet(() -> gatewayGone(key));
      case BoundGateway.KIND -> stored.map(this::bound).orElseGet(() -> boundGone(key));
      case GatewayRoute.HTTP, GatewayRoute.TCP ->
          stored.map(found -> route(GatewayRoute.of(found))).orElseGet(() -> routeGone(key));
      default -> List.of();
    };
  }

  /** The gateways that use a certificate. */
  List<EntryKey> usersOf(EntryKey certificate) {
    return ConfigEntries.storedOfKind(tables, ApiGateway.KIND).stream()
        .map(ApiGateway::of)
        .filter(gateway ->
            gateway.listeners().stream()
                .flatMap(listener -> listener.certificates().stream())
                .anyMatch(Reference.of(certificate)::equals))
        .map(ApiGateway::key)
        .toList();
  }

  private List<Write> gateway(ApiGateway gateway) {
    Optional<Stored<ConfigRow>> before = ConfigEntries.stored(tables, boundKey(gateway.key()));
    BoundGateway bound =
        before.map(BoundGateway::of).orElseGet(() -> BoundGateway.ofNew(gateway.key()));
    bound.reset(gateway.listeners());
    Binding binding = new Binding(gateway, bound, conditions);

    Status status = Status.of(gateway.stored());
    status.clear();
    certify(gateway, bound, status);

    List<Write> routes = new ArrayList<>();
    for (GatewayRoute route : routes()) {
      Binding.Result result = binding.bind(route);
      Status routeStatus = Status.of(route.stored());
      for (Reference parent : route.parents()) {
        if (parent.isTo(gateway.key())) {
          routeStatus.remove(conditions.bound(parent));
        }
      }
      note(result, routeStatus);
      routeStatus.change().ifPresent(routes::add);
    }
    binding.noteConflicts(status);

    List<Write> writes = new ArrayList<>();
    status.change().ifPresent(writes::add);
    writes.addAll(routes);
    if (before.isEmpty() || !BoundGateway.of(before.get()).sameAs(bound)) {
      writes.add(new Write.Bound(bound, before.map(Stored::modifyIndex).orElse(0L)));
    }
    return writes;
  }

  private void certify(ApiGateway gateway, BoundGateway bound, Status status) {
    boolean allThere = true;
    for (ApiGateway.Listener listener : gateway.listeners()) {
      Reference place = gateway.listener(listener.name());
      status.set(conditions.validCertificate(place));
      for (Reference certificate : listener.certificates()) {
        if (ConfigEntries.stored(tables, certificate.key()).isPresent()) {
          bound.certify(listener.name(), certificate);
        } else {
          allThere = false;
          status.set(
              conditions.invalidCertificate(
                  place, "certificate \"" + certificate.name() + "\" not found"));
        }
      }
    }
    status.set(allThere ? conditions.gatewayAccepted() : conditions.invalidCertificates());
  }

  private List<Write> gatewayGone(EntryKey key) {
    return ConfigEntries.stored(tables, boundKey(key)).map(Reconciliation::unbound).stream()
        .toList();
  }

  private List<Write> bound(Stored<ConfigRow> bound) {
    EntryKey key = bound.row().entry().key();
    EntryKey gateway = new EntryKey(ApiGateway.KIND, key.tenancy(), key.name());
    return ConfigEntries.stored(tables, gateway).isPresent() ? List.of() : List.of(unbound(bound));
  }

  private static Write unbound(Stored<ConfigRow> bound) {
    return new Write.Unbound(bound.row().entry().key(), bound.modifyIndex());
  }

  private List<Write> boundGone(EntryKey key) {
    EntryKey gateway = new EntryKey(ApiGateway.KIND, key.tenancy(), key.name());
    List<Write> writes = new ArrayList<>();
    for (GatewayRoute route : routes()) {
      Status status = Status.of(route.stored());
      for (Reference parent : route.parents()) {
        if (parent.isTo(gateway)) {
          status.set(conditions.gatewayNotFound(parent));
        }
      }
      status.change().ifPresent(writes::add);
    }
    return writes;
  }

  private List<Write> route(GatewayRoute route) {
    Status status = Status.of(route.stored());
    status.clear();
    status.set(accepted(route));

    List<Binding> bindings = bindings();
    List<Write> changed = new ArrayList<>();
    List<Reference> parents = new ArrayList<>();
    Map<Reference, String> faults = new LinkedHashMap<>();
    for (Binding binding : bindings) {
      Binding.Result result = binding.bind(route);
      if (result.changed()) {
        changed.add(write(binding));
      }
      parents.addAll(result.parents());
      faults.putAll(result.faults());
    }
    note(new Binding.Result(false, parents, faults), status);
    for (Reference parent : route.parents()) {
      if (!parents.contains(parent) && !faults.containsKey(parent)) {
        status.set(conditions.gatewayNotFound(parent));
      }
    }

    List<Write> writes = new ArrayList<>();
    for (Binding binding : bindings) {
      Status ofGateway = Status.of(binding.gateway().stored());
      binding.noteConflicts(ofGateway);
      ofGateway.change().ifPresent(writes::add);
    }
    status.change().ifPresent(writes::add);
    writes.addAll(changed);
    return writes;
  }

  private void note(Binding.Result result, Status status) {
    result.parents().forEach(parent -> status.set(conditions.bound(parent)));
    result.faults().forEach((parent, fault) -> status.set(conditions.unbound(parent, fault)));
  }

  /** Whether the route's status says something else of its services than their entries do now. */
  boolean isStale(Stored<ConfigRow> route) {
    Condition accepted = accepted(GatewayRoute.of(route));
    return Status.stored(route).stream().noneMatch(accepted::says);
  }

  /** What its last service is like decides. */
  private Condition accepted(GatewayRoute route) {
    return route.services().isEmpty()
        ? conditions.noUpstreams()
        : accepted(route, route.services().getLast());
  }

  private Condition accepted(GatewayRoute route, ServiceId service) {
    ChainRequest request =
        new ChainRequest(service, "dc1", "consul.domain", ChainRequest.Overrides.NONE);
    return switch (DiscoveryChains.compile(entries, request)) {
      case DiscoveryChains.Result.Broken(var fault) -> conditions.invalidChain(fault.consulText());
      case DiscoveryChains.Result.Compiled(var chain, boolean unused) ->
          chain.protocol().equals(route.protocol())
              ? conditions.routeAccepted()
              : conditions.invalidChain("route protocol does not match targeted service protocol");
    };
  }

  private List<Write> routeGone(EntryKey key) {
    List<Write> writes = new ArrayList<>();
    for (Binding binding : bindings()) {
      if (binding.bound().remove(Reference.of(key))) {
        writes.add(write(binding));
      }
    }
    return writes;
  }

  private Write write(Binding binding) {
    long expected =
        ConfigEntries.stored(tables, binding.bound().key()).map(Stored::modifyIndex).orElse(0L);
    return new Write.Bound(binding.bound(), expected);
  }

  /** The gateways whose listeners are known to their bound entry already. */
  private List<Binding> bindings() {
    List<Binding> found = new ArrayList<>();
    for (Stored<ConfigRow> stored : ConfigEntries.storedOfKind(tables, BoundGateway.KIND)) {
      BoundGateway bound = BoundGateway.of(stored);
      EntryKey key = new EntryKey(ApiGateway.KIND, bound.key().tenancy(), bound.key().name());
      ConfigEntries.stored(tables, key)
          .map(ApiGateway::of)
          .filter(bound::isFor)
          .ifPresent(gateway -> found.add(new Binding(gateway, bound, conditions)));
    }
    return found;
  }

  private List<GatewayRoute> routes() {
    List<GatewayRoute> found = new ArrayList<>();
    for (String kind : List.of(GatewayRoute.HTTP, GatewayRoute.TCP)) {
      ConfigEntries.storedOfKind(tables, kind)
          .forEach(stored -> found.add(GatewayRoute.of(stored)));
    }
    return found;
  }

  private static EntryKey boundKey(EntryKey gateway) {
    return new EntryKey(BoundGateway.KIND, gateway.tenancy(), gateway.name());
  }
}
