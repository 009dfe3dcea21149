package dev.treaty.agent.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What Consul refuses of a service, in its words. */
public final class ServiceRules {

  private static final int MAX_META = 64;
  private static final int MAX_META_KEY = 128;
  private static final int MAX_META_VALUE = 512;
  private static final Set<String> GATEWAYS =
      Set.of("mesh-gateway", "terminating-gateway", "ingress-gateway", "api-gateway");
  private static final Pattern META_KEY = Pattern.compile("[A-Za-z0-9_-]+");

  private ServiceRules() {}

  /**
   * All problems of a service as one text.
   *
   * @param portLater the port is chosen later, as a sidecar's is
   */
  public static Optional<String> problems(ServiceRow row, boolean portLater) {
    return together(problemList(row, portLater));
  }

  /** All problems of a service, one by one. */
  public static List<String> problemList(ServiceRow row, boolean portLater) {
    List<String> found = new ArrayList<>();
    boolean unreachable = row.port() == 0 && row.socketPath().isEmpty() && !portLater;
    if (row.kind().equals(ServiceRow.CONNECT_PROXY)) {
      if (unreachable) {
        found.add("Port or SocketPath must be set for a connect-proxy");
      }
      proxyProblems(row, found);
    }
    if (GATEWAYS.contains(row.kind())) {
      gatewayProblems(row, found);
    }
    if (row.mesh().nativeMesh() && row.port() == 0 && row.socketPath().isEmpty()) {
      found.add("Port or SocketPath must be set for a Connect native service.");
    }
    return found;
  }

  private static void proxyProblems(ServiceRow row, List<String> found) {
    String destination = row.proxy().destinationServiceName();
    if (destination.isBlank()) {
      found.add("Proxy.DestinationServiceName must be non-empty for Connect proxy services");
    }
    if (destination.equals("*")) {
      found.add("Proxy.DestinationServiceName must not be a wildcard for Connect proxy services");
    }
    if (row.mesh().nativeMesh()) {
      found.add("A Proxy cannot also be Connect Native, only typical services");
    }
    Set<Integer> listeners = new HashSet<>();
    for (ProxyConfig.ExposePath path : row.proxy().expose().paths()) {
      if (path.path().isEmpty()) {
        found.add("expose.paths: empty path exposed");
      }
      if (!listeners.add(path.listenerPort())) {
        found.add("expose.paths: duplicate listener ports exposed");
      }
      if (path.listenerPort() <= 0 || path.listenerPort() > 65535) {
        found.add("expose.paths: invalid listener port: " + path.listenerPort());
      }
    }
  }

  private static void gatewayProblems(ServiceRow row, List<String> found) {
    boolean needsPort = !row.kind().equals("ingress-gateway") && !row.kind().equals("api-gateway");
    if (row.port() == 0 && needsPort) {
      found.add("Port must be non-zero for a " + row.kind());
    }
    ProxyConfig proxy = row.proxy();
    invalidFor(!proxy.destinationServiceName().isEmpty(), "DestinationServiceName", row, found);
    invalidFor(!proxy.destinationServiceId().isEmpty(), "DestinationServiceID", row, found);
    invalidFor(!proxy.localServiceAddress().isEmpty(), "LocalServiceAddress", row, found);
    invalidFor(proxy.localServicePort() != 0, "LocalServicePort", row, found);
    invalidFor(!proxy.localServiceSocketPath().isEmpty(), "LocalServiceSocketPath", row, found);
    invalidFor(!proxy.upstreams().isEmpty(), "Upstreams", row, found);
  }

  private static void invalidFor(boolean set, String field, ServiceRow row, List<String> found) {
    if (set) {
      found.add("The Proxy." + field + " configuration is invalid for a " + row.kind());
    }
  }

  /** Says whether services of this kind are gateways. */
  public static boolean isGateway(String kind) {
    return GATEWAYS.contains(kind);
  }

  /** Several problems as Go's multierror prints them. */
  public static Optional<String> together(List<String> problems) {
    if (problems.isEmpty()) {
      return Optional.empty();
    }
    String head =
        problems.size() == 1 ? "1 error occurred:" : problems.size() + " errors occurred:";
    StringBuilder text = new StringBuilder(head);
    problems.forEach(problem -> text.append("\n\t* ").append(problem));
    return Optional.of(text.append("\n\n").toString());
  }

  /** What is wrong with weights. */
  public static Optional<String> weightsProblem(Weights weights) {
    if (weights.passing() < 1) {
      return Optional.of("Passing must be greater than 0");
    }
    if (weights.warning() < 0) {
      return Optional.of("Warning must be greater or equal than 0");
    }
    if (weights.passing() > 65535 || weights.warning() > 65535) {
      return Optional.of("DNS Weight must be between 0 and 65535");
    }
    return Optional.empty();
  }

  /** What is wrong with the meta of a service. */
  public static Optional<String> metaProblem(Map<String, String> meta) {
    if (meta.size() > MAX_META) {
      return Optional.of("Node metadata cannot contain more than " + MAX_META + " key/value pairs");
    }
    for (Map.Entry<String, String> entry : meta.entrySet()) {
      Optional<String> problem = pairProblem(entry.getKey(), entry.getValue());
      if (problem.isPresent()) {
        return Optional.of(
            "Couldn't load metadata pair ('"
                + entry.getKey()
                + "', '"
                + entry.getValue()
                + "'): "
                + problem.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> pairProblem(String key, String value) {
    if (key.isEmpty()) {
      return Optional.of("Key cannot be blank");
    }
    if (!META_KEY.matcher(key).matches()) {
      return Optional.of("Key contains invalid characters");
    }
    if (key.length() > MAX_META_KEY) {
      return Optional.of("Key is too long (limit: " + MAX_META_KEY + " characters)");
    }
    if (key.startsWith("consul-")) {
      return Optional.of("Key prefix 'consul-' is reserved for internal use");
    }
    if (value.length() > MAX_META_VALUE) {
      return Optional.of("Value is too long (limit: " + MAX_META_VALUE + " characters)");
    }
    return Optional.empty();
  }

  /** Says whether an address means "any", which nobody can be reached at. */
  public static boolean isAnyAddress(String address) {
    return address.equals("0.0.0.0")
        || address.equals("::")
        || address.equals("[::]")
        || address.equals("0:0:0:0:0:0:0:0");
  }
}
