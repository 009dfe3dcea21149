package dev.treaty.agent.gateway;

import dev.treaty.model.graph.ServiceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One gateway with what hangs on it, while routes are bound to it. For one thread. */
final class Binding {

  private final ApiGateway gateway;
  private final BoundGateway bound;
  private final Conditions conditions;

  Binding(ApiGateway gateway, BoundGateway bound, Conditions conditions) {
    this.gateway = gateway;
    this.bound = bound;
    this.conditions = conditions;
  }

  /**
   * What came of binding a route.
   *
   * @param changed whether it hangs on other listeners now
   * @param parents of the route, that it is bound to now
   * @param faults why others failed
   */
  record Result(boolean changed, List<Reference> parents, Map<Reference, String> faults) {}

  ApiGateway gateway() {
    return gateway;
  }

  BoundGateway bound() {
    return bound;
  }

  /** Takes the route off and binds it to all listeners that it names and that take it. */
  Result bind(GatewayRoute route) {
    Reference self = Reference.of(route.key());
    Map<String, Boolean> before = new HashMap<>();
    for (ApiGateway.Listener listener : gateway.listeners()) {
      before.put(listener.name(), bound.unbind(listener.name(), self));
    }
    Set<String> after = new HashSet<>();
    List<Reference> parents = new ArrayList<>();
    Map<Reference, String> faults = new LinkedHashMap<>();
    for (Reference parent : route.parents()) {
      if (parent.isTo(gateway.key())) {
        if (bind(route, parent, after, faults)) {
          parents.add(parent);
          for (ServiceId service : route.services()) {
            bound.leadsTo(service.text(), self);
          }
        }
      }
    }
    boolean changed =
        before.entrySet().stream()
            .anyMatch(each -> after.contains(each.getKey()) != each.getValue());
    return new Result(changed, parents, faults);
  }

  private boolean bind(
      GatewayRoute route, Reference parent, Set<String> after, Map<Reference, String> faults) {
    boolean bindsHere = false;
    for (ApiGateway.Listener listener : gateway.listeners()) {
      if (!parent.section().isEmpty() && !parent.section().equals(listener.name())) {
        continue;
      }
      Optional<String> refusal = refusal(route, parent, listener);
      refusal.ifPresent(fault -> faults.put(parent, fault));
      if (refusal.isEmpty() && listener.protocol().equals(route.protocol())) {
        bound.bind(listener.name(), Reference.of(route.key()));
        after.add(listener.name());
        bindsHere = true;
      }
    }
    if (!bindsHere) {
      faults.putIfAbsent(
          parent,
          "failed to bind route "
              + route.key().name()
              + " to gateway "
              + gateway.key().name()
              + " with listener '"
              + parent.section()
              + "'");
    }
    return bindsHere;
  }

  private Optional<String> refusal(
      GatewayRoute route, Reference parent, ApiGateway.Listener listener) {
    String failed = "failed to bind route to gateway " + gateway.key().name() + ": ";
    if (!Status.has(gateway.stored(), conditions.gatewayAccepted())) {
      return Optional.of(failed + "gateway has not been accepted");
    }
    if (!Status.has(route.stored(), conditions.routeAccepted())) {
      return Optional.of(failed + "route has not been accepted");
    }
    if (!route.meets(listener.hostname())) {
      return Optional.of(
          failed
              + "listener "
              + listener.name()
              + " is does not have any hostnames that match the route");
    }
    if (!listener.protocol().equals(route.protocol()) && !parent.section().isEmpty()) {
      return Optional.of(
          "failed to bind route "
              + route.key().name()
              + " to gateway "
              + gateway.key().name()
              + ": listener "
              + listener.name()
              + " is not a "
              + route.protocol()
              + " listener");
    }
    return Optional.empty();
  }

  /** A TCP listener takes one route. */
  void noteConflicts(Status status) {
    for (ApiGateway.Listener listener : gateway.listeners()) {
      Reference place = gateway.listener(listener.name());
      boolean conflict = listener.protocol().equals("tcp") && bound.routes(listener.name()) > 1;
      status.set(conflict ? conditions.conflict(place) : conditions.noConflict(place));
    }
  }
}
