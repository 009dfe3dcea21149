package dev.treaty.agent.http;

import dev.treaty.agent.http.Route.Method;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All routes, found by path the way Go's mux finds them: an exact pattern first, else the longest
 * one ending in {@code /} that the path begins with.
 */
public final class RouteTable {

  private final TreeMap<String, Place> places = new TreeMap<>();
  private final Node root = new Node();
  private final List<Route> routes;

  public RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
    for (Route route : routes) {
      Place place = places.computeIfAbsent(route.pattern(), Place::new);
      if (place.methods.putIfAbsent(route.method(), route) != null) {
        throw new IllegalArgumentException(
            "two routes for " + route.method() + " " + route.pattern());
      }
      place.order.add(route.method().name());
    }
    for (Place place : places.values()) {
      Node node = root;
      for (String part : place.pattern.substring(1).split("/", -1)) {
        if (!part.isEmpty()) {
          node = node.children.computeIfAbsent(part, unused -> new Node());
        }
      }
      if (place.pattern.endsWith("/")) {
        node.below = Optional.of(place);
      } else {
        node.exact = Optional.of(place);
      }
    }
  }

  /** The table as a person reads it. */
  public List<Route> routes() {
    return routes;
  }

  /** What stands at one pattern. */
  static final class Place {
    private final String pattern;
    private final Map<Method, Route> methods = new EnumMap<>(Method.class);
    private final List<String> order = new ArrayList<>();

    Place(String pattern) {
      this.pattern = pattern;
    }

    String pattern() {
      return pattern;
    }

    Optional<Route> route(String method) {
      for (Map.Entry<Method, Route> entry : methods.entrySet()) {
        if (entry.getKey().name().equals(method)) {
          return Optional.of(entry.getValue());
        }
      }
      return Optional.empty();
    }

    /** Consul's {@code Allow}: commas without blanks, in the order of registration. */
    String allow() {
      return "OPTIONS," + String.join(",", order);
    }
  }

  /** Where a path leads. */
  sealed interface Match {
    record Found(Place place) implements Match {}

    /** Only the form with a slash at the end exists. */
    record WithSlash() implements Match {}

    record None() implements Match {}
  }

  private static final class Node {
    private final Map<String, Node> children = new LinkedHashMap<>();
    private Optional<Place> exact = Optional.empty();
    private Optional<Place> below = Optional.empty();
  }

  /** Looks up a clean, decoded path. */
  Match match(String path) {
    Node node = root;
    Optional<Place> best = node.below;
    int from = 1;
    while (from < path.length()) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      Node next = node.children.get(path.substring(from, end));
      if (next == null) {
        return found(best);
      }
      node = next;
      if (slash < 0) {
        if (node.exact.isPresent()) {
          return found(node.exact);
        }
        return node.below.isPresent() ? new Match.WithSlash() : found(best);
      }
      if (node.below.isPresent()) {
        best = node.below;
      }
      from = slash + 1;
    }
    return found(best);
  }

  private static Match found(Optional<Place> place) {
    return place.isPresent() ? new Match.Found(place.get()) : new Match.None();
  }
}
