package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Shape;
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

  private static final Type.Struct LIMITS =
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
              .pointer("MaxEjectionPercent", Type.UINT32)
              .but(field -> field.since(1, 14, 7))
              .pointer("BaseEjectionTime", Type.SPAN)
              .but(field -> field.since(1, 14, 7))
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
                      UPSTREAM, List.of("Name", "Peer", "Partition", "Namespace"), Type.Order.FREE))
              .pointer("Defaults", new Type.Struct(UPSTREAM))
              .build());

  private static final BigInteger HUNDRED = BigInteger.valueOf(100);
  private static final Map<String, String> LIMIT_WORDS = new LinkedHashMap<>();
  private static final Map<String, String> PERCENTAGE_WORDS = new LinkedHashMap<>();

  static {
    LIMIT_WORDS.put("MaxConnections", "max connections");
    LIMIT_WORDS.put("MaxPendingRequests", "max pending requests");
    LIMIT_WORDS.put("MaxConcurrentRequests", "max concurrent requests");
    PERCENTAGE_WORDS.put("EnforcingConsecutive5xx", "enforcing_consecutive_5xx");
    PERCENTAGE_WORDS.put("MaxEjectionPercent", "max_ejection_percent");
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
    Value.Fields limits = upstream.fields("Limits");
    LIMIT_WORDS.entrySet().stream()
        .filter(limit -> number(limits, limit.getKey()).signum() < 0)
        .findFirst()
        .ifPresent(limit ->
            faults.add(
                new Fault("Limits." + limit.getKey(), limit.getValue() + " cannot be negative")));
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

  private static Optional<Fault> healthCheck(Value.Fields check) {
    if (number(check, "Interval").signum() < 0) {
      return fault("Interval", "interval cannot be negative");
    }
    for (Map.Entry<String, String> percentage : PERCENTAGE_WORDS.entrySet()) {
      if (number(check, percentage.getKey()).compareTo(HUNDRED) > 0) {
        return fault(
            percentage.getKey(), percentage.getValue() + " must be a percentage between 0 and 100");
      }
    }
    return number(check, "BaseEjectionTime").signum() < 0
        ? fault("BaseEjectionTime", "base_ejection_time cannot be negative")
        : Optional.empty();
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
