package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code service-defaults}: protocol, upstreams and limits of one service. */
final class ServiceDefaults implements EntryKind {

  private static final Type.Struct DESTINATION =
      new Type.Struct(
          Shape.fields().optional("Addresses", Type.TEXTS).optional("Port", Type.INT).build());

  private static final Shape RATE_LIMITED_ROUTE =
      Shape.fields()
          .always("PathExact", Type.TEXT)
          .always("PathPrefix", Type.TEXT)
          .always("PathRegex", Type.TEXT)
          .always("RequestsPerSecond", Type.INT)
          .always("RequestsMaxBurst", Type.INT)
          .build();

  private static final Type.Struct RATE_LIMITS =
      new Type.Struct(
          Shape.fields()
              .always(
                  "InstanceLevel",
                  new Type.Struct(
                      Shape.fields()
                          .always("RequestsPerSecond", Type.INT)
                          .always("RequestsMaxBurst", Type.INT)
                          .always("Routes", Type.list(RATE_LIMITED_ROUTE))
                          .build()))
              .build());

  private static final Shape SHAPE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .always("Name", Type.TEXT)
          .always("Protocol", Type.TEXT)
          .optional("Mode", MeshShapes.MODE)
          .optional("TransparentProxy", MeshShapes.TRANSPARENT_PROXY)
          .optional("MutualTLSMode", MeshShapes.MUTUAL_TLS_MODE)
          .since(1, 16, 0)
          .optional("MeshGateway", MeshShapes.MESH_GATEWAY)
          .optional("Expose", MeshShapes.EXPOSE)
          .optional("ExternalSNI", Type.TEXT)
          .pointer("UpstreamConfig", UpstreamShapes.CONFIG)
          .pointer("Destination", DESTINATION)
          .optional("MaxInboundConnections", Type.INT)
          .optional("LocalConnectTimeoutMs", Type.INT)
          .optional("LocalRequestTimeoutMs", Type.INT)
          .optional("BalanceInboundConnections", Type.TEXT)
          .pointer("RateLimits", RATE_LIMITS)
          .since(1, 17, 0)
          .optional("EnvoyExtensions", MeshShapes.EXTENSIONS)
          .since(1, 15, 0)
          .optional("Meta", Type.TEXT_MAP)
          .tenancy()
          .add(CommonFields.HASH)
          .pointer("MaxRequestHeadersKB", Type.UINT32)
          .since(1, 21, 5)
          .noAlias()
          .says("How large the headers of a request may be.")
          .build();

  private static final Set<String> PROTOCOLS = Set.of("", "tcp", "http", "http2", "grpc");

  @Override
  public String name() {
    return "service-defaults";
  }

  @Override
  public String purpose() {
    return "What holds for one service: its protocol, its upstreams, its limits.";
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public Value.Fields normalise(Value.Fields entry, Gate server) {
    Value.Fields lower =
        Protocols.lower(TenancyFields.hideDefaults(entry.with("Kind", Value.text(name()))));
    return Rewrite.inner(
        lower,
        "UpstreamConfig",
        config ->
            Rewrite.inner(
                Rewrite.each(config, "Overrides", UpstreamShapes::normalise),
                "Defaults",
                UpstreamShapes::normalise));
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    lint(entry, findings);
    if (entry.text("Name").isEmpty()) {
      findings.fail(entry, "Name", "Name is required");
      return;
    }
    if (entry.text("Name").equals("*")) {
      findings.fail(
          entry, "Name", "service-defaults name must be the name of a service, and not a wildcard");
      return;
    }
    boolean hasDestination = entry.get("Destination").isPresent();
    boolean hasBoth = hasDestination && entry.get("UpstreamConfig").isPresent();
    if (!hasBoth) {
      MeshShapes.mutualTls(entry, findings);
    }
    if (findings.failed()) {
      return;
    }
    findings.join();
    MetaRule.check(entry, findings);
    String protocol = entry.text("Protocol");
    if (server.atLeast(1, 20, 0) && !PROTOCOLS.contains(protocol)) {
      findings.fail(entry, "Protocol", "invalid value for protocol: " + protocol);
    }
    String balance = entry.text("BalanceInboundConnections");
    if (!balance.isEmpty() && !balance.equals("exact_balance")) {
      findings.fail(
          entry,
          "BalanceInboundConnections",
          "invalid value for balance_inbound_connections: " + balance);
    }
    if (hasBoth) {
      findings.fail(
          entry,
          "Destination",
          "UpstreamConfig and Destination are mutually exclusive for service defaults");
      return;
    }
    upstreams(entry.fields("UpstreamConfig"), findings);
    if (hasDestination) {
      destination(entry.fields("Destination"), findings);
    }
    if (entry.get("RateLimits").isPresent() && !server.enterprise()) {
      findings.fail(
          entry,
          "RateLimits",
          "invalid rate_limits config. Rate limiting is a consul enterprise feature");
    }
    ExtensionRule.check(entry, server, findings);
  }

  private static void upstreams(Value.Fields config, Findings findings) {
    for (Value.Fields override : config.maps("Overrides")) {
      UpstreamShapes.named(override)
          .ifPresent(fault ->
              findings.fail(
                  override,
                  fault.key(),
                  "error in upstream override for "
                      + override.text("Name")
                      + ":"
                      + (override.text("Name").isEmpty() ? "" : override.text("Peer"))
                      + ": "
                      + fault.text()));
    }
    Value.Fields defaults = config.fields("Defaults");
    if (config.get("Defaults").isPresent()) {
      UpstreamShapes.unnamed(defaults)
          .ifPresent(fault ->
              findings.fail(defaults, fault.key(), "error in upstream defaults: " + fault.text()));
    }
  }

  private static void destination(Value.Fields destination, Findings findings) {
    if (destination.items("Addresses").isEmpty()) {
      findings.fail(
          destination, "Addresses", "Destination must contain at least one valid address");
    }
    Set<String> seen = new HashSet<>();
    for (Value value : destination.items("Addresses")) {
      String address = value instanceof Value.Text(String text) ? text : "";
      if (!seen.add(address)) {
        findings.fail(
            destination, "Addresses", "Duplicate address '" + address + "' is not allowed");
      } else if (!Addresses.isIpOrHostname(address)) {
        findings.fail(
            destination,
            "Addresses",
            "Destination address '"
                + address
                + "' is invalid Could not validate address "
                + address
                + " as an IP or Hostname");
      }
    }
    BigInteger port = UpstreamShapes.number(destination, "Port");
    if (port.signum() <= 0 || port.compareTo(BigInteger.valueOf(65535)) > 0) {
      findings.fail(destination, "Port", "Invalid Port number " + port);
    }
  }

  private static void lint(Value.Fields entry, Findings findings) {
    if (!PROTOCOLS.contains(entry.text("Protocol"))) {
      findings.warn(
          entry,
          "Protocol",
          "Consul treats the protocol \""
              + entry.text("Protocol")
              + "\" like tcp; known are tcp, http, http2 and grpc");
    }
    MeshShapes.lintModes(entry, findings);
    Value.Fields config = entry.fields("UpstreamConfig");
    for (Value.Fields upstream : List.copyOf(config.maps("Overrides"))) {
      MeshShapes.lintGateway(upstream, findings);
    }
    MeshShapes.lintGateway(config.fields("Defaults"), findings);
  }
}
