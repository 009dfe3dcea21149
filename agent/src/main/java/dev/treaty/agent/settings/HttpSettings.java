package dev.treaty.agent.settings;

import java.time.Duration;
import java.util.List;

/**
 * What the HTTP API lets its clients do.
 *
 * @param connectionsPerClient {@code limits.http_max_conns_per_client}; 0 for no limit
 * @param handshake {@code limits.https_handshake_timeout}: how long a TLS handshake may take
 * @param maxHeaderBytes {@code http_config.max_header_bytes}; 0 for the default
 * @param blockedEndpoints beginnings of paths that are answered 403
 * @param writersFrom networks that may write; empty for all
 * @param defaultWait how long a blocking query waits where it does not say
 * @param maxWait how long a blocking query may wait
 * @param unprintablePaths whether paths with unprintable characters reach the endpoints
 */
public record HttpSettings(
    int connectionsPerClient,
    Duration handshake,
    int maxHeaderBytes,
    List<String> blockedEndpoints,
    List<String> writersFrom,
    Duration defaultWait,
    Duration maxWait,
    boolean unprintablePaths) {

  public static final HttpSettings DEFAULT =
      new HttpSettings(
          200,
          Duration.ofSeconds(5),
          0,
          List.of(),
          List.of(),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          false);

  public HttpSettings {
    blockedEndpoints = List.copyOf(blockedEndpoints);
    writersFrom = List.copyOf(writersFrom);
  }

  public HttpSettings withConnectionsPerClient(int most) {
    return new HttpSettings(
        most,
        handshake,
        maxHeaderBytes,
        blockedEndpoints,
        writersFrom,
        defaultWait,
        maxWait,
        unprintablePaths);
  }
}
