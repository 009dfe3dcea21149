package dev.treaty.agent.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What an agent's operator says of how requests are met; may change while the agent runs.
 *
 * @param responseHeaders {@code http_config.response_headers}
 * @param blocked {@code http_config.block_endpoints}: beginnings of paths that are 403
 * @param writers {@code http_config.allow_write_http_from}; empty: all
 * @param connectionsPerClient {@code limits.http_max_conns_per_client}; 0 for no limit
 * @param defaultWait how long a blocking query waits where it does not say
 * @param maxWait how long a blocking query may wait
 * @param unprintable whether paths with unprintable characters reach the endpoints
 */
public record Manners(
    Map<String, String> responseHeaders,
    List<String> blocked,
    List<Network> writers,
    int connectionsPerClient,
    Duration defaultWait,
    Duration maxWait,
    boolean unprintable) {

  /** Consul's own. */
  public static final Manners DEFAULT =
      new Manners(
          Map.of(),
          List.of(),
          List.of(),
          200,
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          false);

  public Manners {
    responseHeaders = Map.copyOf(responseHeaders);
    blocked = List.copyOf(blocked);
    writers = List.copyOf(writers);
  }

  boolean isBlocked(String path) {
    return !blocked.isEmpty() && blocked.stream().anyMatch(path::startsWith);
  }

  /** Whether a client may use a method that writes. */
  boolean mayWrite(String method, String client) {
    return writers.isEmpty()
        || method.equals("GET")
        || writers.stream().anyMatch(network -> network.contains(client));
  }

  Duration wait(Duration asked) {
    Duration base = asked.isZero() || asked.isNegative() ? defaultWait : asked;
    return base.compareTo(maxWait) > 0 ? maxWait : base;
  }
}
