package dev.treaty.agent.local;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of the agent's own may differ from the catalog now.
 *
 * @param node its own node
 * @param services IDs of services that were written or are gone, with their namespaces
 * @param checks IDs of checks that were written or are gone
 */
record Touched(boolean node, Map<String, String> services, Set<String> checks) {

  static final Touched NOTHING = new Touched(false, Map.of(), Set.of());
  static final Touched NODE = new Touched(true, Map.of(), Set.of());

  Touched {
    services = Map.copyOf(services);
    checks = Set.copyOf(checks);
  }

  static Touched service(String id, String namespace, Set<String> checks) {
    return new Touched(false, Map.of(id, namespace), checks);
  }

  static Touched check(String id) {
    return new Touched(false, Map.of(), Set.of(id));
  }

  boolean isEmpty() {
    return !node && services.isEmpty() && checks.isEmpty();
  }

  int size() {
    return (node ? 1 : 0) + services.size() + checks.size();
  }

  Touched and(Touched other) {
    return isEmpty() ? other : other.isEmpty() ? this : all(List.of(this, other));
  }

  static Touched all(Collection<Touched> many) {
    boolean node = false;
    Map<String, String> services = new HashMap<>();
    Set<String> checks = new HashSet<>();
    for (Touched each : many) {
      node |= each.node;
      services.putAll(each.services);
      checks.addAll(each.checks);
    }
    return new Touched(node, services, checks);
  }
}
