package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Since;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The upstream part of {@code service-defaults}, with its rules in Consul's order. */
final class UpstreamShapes {

  private static final Since SINCE_EJECTION = Since.of(1, 15, 3).or(1, 14, 7);

  static final Type.Struct LIMITS =
      new Type.Struct(
          Shape.fields()
              .pointer("MaxConnections", Type.INT)
              .pointer("MaxPendingRequests", Type.INT)
              .pointer("MaxConcurrentRequests", Type.INT)
              .build());

  static final Type.Struct HEALTH_CHECK =
      new Type.Struct(
          Shape.fields()
              .optional("Interval", Type.SPAN)
              .optional("MaxFailures", Type.UINT32)
              .pointer("EnforcingConsecutive5xx", Type.UINT32)
              .but(field -> field.alias("enforcing_consecutive_5xx"))
              .pointer("EnforcingConsecutiveGatewayFailure", Type.UINT32)
              .since(2, 0, 0)
              .pointer("Consecutive5xx", Type.UINT32)
              .but(field -> field.alias("consecutive_5xx"))
              .since(2, 0, 0)
              .pointer("ConsecutiveGatewayFailure", Type.UINT32)
              .since(2, 0, 0)
              .pointer("MaxEjectionPercent", Type.UINT32)
              .but(field -> field.since(SINCE_EJECTION))
              .pointer("BaseEjectionTime", Type.SPAN)
              .but(field -> field.since(SINCE_EJECTION))
              .build());

  private static final Shape UPSTREAM =
      Shape.fields()
          .optional("Name", Type.TEXT)
          .tenancy()
          .always("Peer", Type.TEXT)
          .optional("EnvoyListenerJSON", Type.TEXT)
          .optional("EnvoyClusterJSON", Type.TEXT)
          .optional("Protocol", Type.TEXT)
          .optional("ConnectTimeoutMs", Type.INT)
          .pointer("Limits", LIMITS)
          .pointer("PassiveHealthCheck", HEALTH_CHECK)
          .optional("MeshGateway", MeshShapes.MESH_GATEWAY)
          .optional("BalanceOutboundConnections", Type.TEXT)
          .build();

  static final Type.Struct CONFIG =
      new Type.Struct(
          Shape.fields()
              .optional(
                  "Overrides",
                  new Type.Structs(
                          UPSTREAM,
                          List.of("Name", "Peer", "Partition", "Namespace"),
                          Type.Order.FREE)
                      .ofPointers())
              .pointer("Defaults", new Type.Struct(UPSTREAM))
              .build());

  private static final BigInteger HUNDRED = BigInteger.valueOf(100);
  private static final Map<String, String> LIMIT_WORDS = new LinkedHashMap<>();
  private static final List<String> PERCENTAGES =
      List.of("EnforcingConsecutive5xx", "EnforcingConsecutiveGatewayFailure");
  private static final List<String> COUNTS = List.of("Consecutive5xx", "ConsecutiveGatewayFailure");

  static {
    LIMIT_WORDS.put("MaxConnections", "max connections");
    LIMIT_WORDS.put("MaxPendingRequests", "max pending requests");
    LIMIT_WORDS.put("MaxConcurrentRequests", "max concurrent requests");
  }

  private UpstreamShapes() {}

  /** What Consul has against one upstream: the key concerned and its words. */
  record Fault(String key, String text) {}

  static Optional<Fault> named(Value.Fields upstream) {
    if (upstream.text("Name").isEmpty()) {
      return Optional.of(new Fault("Name", "Name is required"));
    }
    if (upstream.text("Name").equals("*")) {
      return Optional.of(new Fault("Name", "Wildcard name is not supported"));
    }
    return common(upstream);
  }

  static Optional<Fault> unnamed(Value.Fields upstream) {
    if (!upstream.text("Name").isEmpty()) {
      return Optional.of(new Fault("Name", "Name must be empty"));
    }
    return common(upstream);
  }

  /** Consul checks in this order and puts the faults into one text. */
  private static Optional<Fault> common(Value.Fields upstream) {
    List<Fault> faults = new ArrayList<>();
    healthCheck(upstream.fields("PassiveHealthCheck")).ifPresent(faults::add);
    limits(upstream.fields("Limits"))
        .ifPresent(fault -> faults.add(new Fault("Limits." + fault.key(), fault.text())));
    String balance = upstream.text("BalanceOutboundConnections");
    if (!balance.isEmpty() && !balance.equals("exact_balance")) {
      faults.add(
          new Fault(
              "BalanceOutboundConnections",
              "invalid value for balance_outbound_connections: " + balance));
    }
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Fault(
                faults.getFirst().key(),
                Findings.multi(faults.stream().map(Fault::text).toList())));
  }

  /** What Consul has against {@code Limits}. */
  static Optional<Fault> limits(Value.Fields limits) {
    return LIMIT_WORDS.entrySet().stream()
        .filter(limit -> number(limits, limit.getKey()).signum() < 0)
        .findFirst()
        .map(limit -> new Fault(limit.getKey(), limit.getValue() + " cannot be negative"));
  }

  private static Optional<Fault> healthCheck(Value.Fields check) {
    if (number(check, "Interval").signum() < 0) {
      return fault("Interval", "interval cannot be negative");
    }
    for (String key : PERCENTAGES) {
      if (number(check, key).compareTo(HUNDRED) > 0) {
        return fault(key, word(key) + " must be a percentage between 0 and 100");
      }
    }
    for (String key : COUNTS) {
      if (check.get(key).isPresent() && number(check, key).signum() == 0) {
        return fault(key, word(key) + " must be greater than 0");
      }
    }
    if (number(check, "MaxEjectionPercent").compareTo(HUNDRED) > 0) {
      return fault(
          "MaxEjectionPercent", "max_ejection_percent must be a percentage between 0 and 100");
    }
    return number(check, "BaseEjectionTime").signum() < 0
        ? fault("BaseEjectionTime", "base_ejection_time cannot be negative")
        : Optional.empty();
  }

  private static String word(String key) {
    return HEALTH_CHECK.shape().list().stream()
        .filter(field -> field.name().equals(key))
        .map(field -> field.alias().spelling())
        .findFirst()
        .orElse(key);
  }

  private static Optional<Fault> fault(String key, String text) {
    return Optional.of(new Fault("PassiveHealthCheck." + key, "passive health check " + text));
  }

  static BigInteger number(Value.Fields map, String key) {
    return map.get(key).orElse(Value.Nothing.NULL) instanceof Value.Whole(BigInteger number)
        ? number
        : BigInteger.ZERO;
  }

  /** Protocols in lower case; a negative connect timeout counts as none. */
  static Value.Fields normalise(Value.Fields upstream) {
    Value.Fields lower = Protocols.lower(TenancyFields.hideDefaults(upstream));
    return number(lower, "ConnectTimeoutMs").signum() < 0
        ? lower.without("ConnectTimeoutMs")
        : lower;
  }
}
