package dev.treaty.agent.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a check is run. All durations are in nanoseconds, 0 where not given.
 *
 * @param deregisterAfterNanos the service goes once its check is critical for so long
 */
public record CheckSpec(
    List<String> scriptArgs,
    String http,
    String h2ping,
    Map<String, List<String>> header,
    String method,
    String body,
    boolean disableRedirects,
    String tcp,
    boolean tcpUseTls,
    String udp,
    long intervalNanos,
    String aliasNode,
    String aliasService,
    String dockerContainerId,
    String grpc,
    String osService,
    String tlsServerName,
    boolean tlsSkipVerify,
    long timeoutNanos,
    long ttlNanos,
    Thresholds thresholds,
    long deregisterAfterNanos,
    int outputMaxSize,
    boolean grpcUseTls,
    boolean h2pingUseTls) {

  private static final int MOST_OUTPUT = 4096;

  /** A check that nothing is known of: what is registered without any definition. */
  public static final CheckSpec NONE =
      new CheckSpec(
          List.of(),
          "",
          "",
          Map.of(),
          "",
          "",
          false,
          "",
          false,
          "",
          0,
          "",
          "",
          "",
          "",
          "",
          "",
          false,
          0,
          0,
          Thresholds.NONE,
          0,
          0,
          false,
          false);

  public CheckSpec {
    scriptArgs = List.copyOf(scriptArgs);
    header = Map.copyOf(header);
  }

  /** A check that somebody must confirm in time. */
  public static CheckSpec ttl(Duration ttl) {
    return NONE.with("", "", 0, "", ttl.toNanos());
  }

  /** A check that connects. */
  public static CheckSpec tcp(String address, Duration interval) {
    return NONE.with("", address, interval.toNanos(), "", 0);
  }

  /** A check that asks over HTTP. */
  public static CheckSpec http(String url, Duration interval) {
    return NONE.with(url, "", interval.toNanos(), "", 0);
  }

  /** A check that says what the checks of a service on the same node say. */
  public static CheckSpec alias(String serviceId) {
    return NONE.with("", "", 0, serviceId, 0);
  }

  private CheckSpec with(String url, String address, long interval, String alias, long ttl) {
    return new CheckSpec(
        scriptArgs,
        url,
        h2ping,
        header,
        method,
        body,
        disableRedirects,
        address,
        tcpUseTls,
        udp,
        interval,
        aliasNode,
        alias,
        dockerContainerId,
        grpc,
        osService,
        tlsServerName,
        tlsSkipVerify,
        timeoutNanos,
        ttl,
        thresholds,
        deregisterAfterNanos,
        outputMaxSize,
        grpcUseTls,
        h2pingUseTls);
  }

  /** Says whether it mirrors other checks. */
  public boolean isAlias() {
    return !aliasNode.isEmpty() || !aliasService.isEmpty();
  }

  /** Says whether it mirrors other checks of this node. */
  public boolean isAliasOn(String node) {
    return isAlias() && (aliasNode.isEmpty() || aliasNode.equalsIgnoreCase(node));
  }

  /** Says whether it runs a program. */
  public boolean isScript() {
    return !scriptArgs.isEmpty();
  }

  private boolean isPolled() {
    return isScript()
        || !http.isEmpty()
        || !tcp.isEmpty()
        || !udp.isEmpty()
        || !grpc.isEmpty()
        || !h2ping.isEmpty()
        || !osService.isEmpty();
  }

  /** What Consul refuses of it, in its words. */
  public Optional<String> problem() {
    if (intervalNanos > 0 && ttlNanos > 0) {
      return Optional.of("Interval and TTL cannot both be specified");
    }
    if (isPolled() && intervalNanos <= 0) {
      return Optional.of(
          "Interval must be > 0 for Script, HTTP, H2PING, TCP, UDP or OSService checks");
    }
    if (isPolled() && isAlias()) {
      return Optional.of("Interval cannot be set for Alias checks");
    }
    if (isAlias() && ttlNanos > 0) {
      return Optional.of("TTL must be not be set for Alias checks");
    }
    if (!isPolled() && !isAlias() && ttlNanos <= 0) {
      return Optional.of("TTL must be > 0 for TTL checks");
    }
    if (outputMaxSize < 0) {
      return Optional.of("MaxOutputMaxSize must be positive");
    }
    if (thresholds.beforeWarning() > thresholds.beforeCritical()) {
      return Optional.of("FailuresBeforeWarning can't be higher than FailuresBeforeCritical");
    }
    return Optional.empty();
  }

  /** What of it this agent cannot run, though Consul can; better said than silently not done. */
  public Optional<String> unsupported() {
    String type = type();
    return switch (type) {
      case "docker", "os_service" ->
          Optional.of("checks of type " + type + " are not run by this agent");
      default -> Optional.empty();
    };
  }

  /** How much of what it says is kept, in bytes. */
  int outputLimit() {
    return outputMaxSize > 0 ? Math.min(outputMaxSize, MOST_OUTPUT) : MOST_OUTPUT;
  }

  /** Its type as it is shown. */
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
    if (isAlias()) {
      return "alias";
    }
    if (isScript()) {
      return timed && !dockerContainerId.isEmpty() ? "docker" : "script";
    }
    if (timed && !h2ping.isEmpty()) {
      return "h2ping";
    }
    return timed && !osService.isEmpty() ? "os_service" : "";
  }
}
