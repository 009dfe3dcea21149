package dev.treaty.agent.catalog;

import java.util.List;
import java.util.Map;

/**
 * How a check that stands in the catalog is meant to be run; shown, not run by us.
 *
 * @param intervalNanos 0 where not given; so are the other durations
 */
public record CheckDefinition(
    String http,
    String tlsServerName,
    boolean tlsSkipVerify,
    Map<String, List<String>> header,
    String method,
    String body,
    boolean disableRedirects,
    String tcp,
    boolean tcpUseTls,
    String udp,
    String h2ping,
    String osService,
    boolean h2pingUseTls,
    long intervalNanos,
    long outputMaxSize,
    long timeoutNanos,
    long deregisterAfterNanos,
    List<String> scriptArgs,
    String dockerContainerId,
    String shell,
    String grpc,
    boolean grpcUseTls,
    String aliasNode,
    String aliasService,
    long ttlNanos) {

  public static final CheckDefinition NONE =
      new CheckDefinition(
          "", "", false, Map.of(), "", "", false, "", false, "", "", "", false, 0, 0, 0, 0,
          List.of(), "", "", "", false, "", "", 0);

  public CheckDefinition {
    header = Sorted.copy(header);
    scriptArgs = List.copyOf(scriptArgs);
  }

  /** The type that Consul derives for a check registered without one. */
  public String type() {
    boolean timed = intervalNanos > 0;
    if (timed && !grpc.isEmpty()) {
      return "grpc";
    }
    if (timed && !http.isEmpty()) {
      return "http";
    }
    if (ttlNanos > 0) {
      return "ttl";
    }
    if (timed && !tcp.isEmpty()) {
      return "tcp";
    }
    if (timed && !udp.isEmpty()) {
      return "udp";
    }
    if (!aliasNode.isEmpty() || !aliasService.isEmpty()) {
      return "alias";
    }
    if (!scriptArgs.isEmpty()) {
      return timed && !dockerContainerId.isEmpty() ? "docker" : "script";
    }
    if (timed && !h2ping.isEmpty()) {
      return "h2ping";
    }
    return timed && !osService.isEmpty() ? "os_service" : "";
  }
}
