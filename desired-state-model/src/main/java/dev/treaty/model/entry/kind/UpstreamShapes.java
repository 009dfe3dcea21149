package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.math.BigInteger;
import java.util.List;
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

  private static Optional<Fault> common(Value.Fields upstream) {
    Value.Fields check = upstream.fields("PassiveHealthCheck");
    if (number(check, "Interval").signum() < 0) {
      return Optional.of(
          new Fault(
              "PassiveHealthCheck.Interval", "passive health check interval cannot be negative"));
    }
    for (var percentage :
        List.of(
            new Fault("EnforcingConsecutive5xx", "enforcing_consecutive_5xx"),
            new Fault("MaxEjectionPercent", "max_ejection_percent"))) {
      if (number(check, percentage.key()).compareTo(HUNDRED) > 0) {
        return Optional.of(
            new Fault(
                "PassiveHealthCheck." + percentage.key(),
                "passive health check "
                    + percentage.text()
                    + " must be a percentage between 0 and 100"));
      }
    }
    if (number(check, "BaseEjectionTime").signum() < 0) {
      return Optional.of(
          new Fault(
              "PassiveHealthCheck.BaseEjectionTime",
              "passive health check base_ejection_time cannot be negative"));
    }
    Value.Fields limits = upstream.fields("Limits");
    for (var limit :
        List.of(
            new Fault("MaxConnections", "max connections"),
            new Fault("MaxPendingRequests", "max pending requests"),
            new Fault("MaxConcurrentRequests", "max concurrent requests"))) {
      if (number(limits, limit.key()).signum() < 0) {
        return Optional.of(
            new Fault("Limits." + limit.key(), limit.text() + " cannot be negative"));
      }
    }
    return Optional.empty();
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
