package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code ingress-gateway}: which services callers outside the mesh reach, on which ports. */
final class IngressGateway implements EntryKind {

  private static final Shape SERVICE =
      Shape.fields()
          .always("Name", Type.TEXT)
          .says("The service; * for all.")
          .always("Hosts", Type.TEXTS)
          .says("The host names under which it is reached.")
          .pointer("TLS", GatewayShapes.SERVICE_TLS)
          .pointer("RequestHeaders", HeaderShapes.MODIFIERS)
          .pointer("ResponseHeaders", HeaderShapes.MODIFIERS)
          .optional("MaxConnections", Type.UINT32)
          .since(1, 13, 3)
          .optional("MaxPendingRequests", Type.UINT32)
          .since(1, 13, 3)
          .optional("MaxConcurrentRequests", Type.UINT32)
          .since(1, 13, 3)
          .pointer("PassiveHealthCheck", UpstreamShapes.HEALTH_CHECK)
          .since(1, 15, 0)
          .optional("Meta", Type.TEXT_MAP)
          .tenancy()
          .build();

  private static final Shape LISTENER =
      Shape.fields()
          .always("Port", Type.INT)
          .says("The port that the gateway listens on.")
          .always("Protocol", Type.TEXT)
          .values("tcp", "http", "http2", "grpc")
          .says("What callers speak; tcp if not set.")
          .pointer("TLS", GatewayShapes.TLS)
          .always(
              "Services",
              new Type.Structs(
                  SERVICE, List.of("Name", "Namespace", "Partition"), Type.Order.COUNTS))
          .says("The services behind the port; more than one only over HTTP.")
          .build();

  private static final Type.Struct DEFAULTS =
      new Type.Struct(
          Shape.fields()
              .always("MaxConnections", Type.UINT32)
              .noAlias()
              .always("MaxPendingRequests", Type.UINT32)
              .noAlias()
              .always("MaxConcurrentRequests", Type.UINT32)
              .noAlias()
              .pointer("PassiveHealthCheck", UpstreamShapes.HEALTH_CHECK)
              .since(1, 15, 0)
              .build());

  private static final Shape SHAPE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .always("Name", Type.TEXT)
          .says("The gateway's service name.")
          .always("TLS", GatewayShapes.TLS)
          .always("Listeners", new Type.Structs(LISTENER, List.of("Port"), Type.Order.COUNTS))
          .says("The ports and what is behind them.")
          .pointer("Defaults", DEFAULTS)
          .since(1, 13, 3)
          .says("Limits for services that set none.")
          .optional("Meta", Type.TEXT_MAP)
          .tenancy()
          .add(CommonFields.HASH)
          .build();

  private static final Set<String> PROTOCOLS = Set.of("tcp", "http", "http2", "grpc");
  private static final Set<String> HTTP_LIKE = Set.of("http", "http2", "grpc");

  @Override
  public String name() {
    return "ingress-gateway";
  }

  @Override
  public String purpose() {
    return "Which services callers outside the mesh reach, on which ports.";
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public Value.Fields normalise(Value.Fields entry, Gate server) {
    Value.Fields outer = TenancyFields.hideDefaults(entry.with("Kind", Value.text(name())));
    return Rewrite.each(
        outer,
        "Listeners",
        listener -> {
          String protocol = listener.text("Protocol");
          return Rewrite.each(
              listener.with(
                  "Protocol",
                  Value.text(protocol.isEmpty() ? "tcp" : protocol.toLowerCase(Locale.ROOT))),
              "Services",
              service -> TenancyFields.placed(service, outer));
        });
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    if (MetaRule.fails(entry, findings)) {
      return;
    }
    Value.Fields tls = entry.fields("TLS");
    TlsRule.check(tls, "", findings);
    IngressSds.gateway(tls, server, findings);
    Set<String> ports = new HashSet<>();
    for (Value.Fields listener : entry.maps("Listeners")) {
      String port = UpstreamShapes.number(listener, "Port").toString();
      if (!ports.add(port)) {
        findings.fail(listener, "Port", "port " + port + " declared on two listeners");
      }
      listener(listener, port, tls, server, findings);
    }
    NameRules.required(
        entry, "failed inserting config entry: object missing primary index", findings);
  }

  private static void listener(
      Value.Fields listener, String port, Value.Fields tls, Gate server, Findings findings) {
    String protocol = listener.text("Protocol");
    if (!PROTOCOLS.contains(protocol)) {
      findings.fail(
          listener,
          "Protocol",
          "protocol must be 'tcp', 'http', 'http2', or 'grpc'. '"
              + protocol
              + "' is an unsupported protocol");
    }
    List<Value.Fields> services = listener.maps("Services");
    if (services.isEmpty()) {
      findings.fail(listener, "Services", "No service declared for listener with port " + port);
    }
    if (!HTTP_LIKE.contains(protocol) && services.size() > 1) {
      findings.fail(
          listener,
          "Services",
          "Multiple services per listener are only supported for L7 protocols, 'http', 'grpc' and"
              + " 'http2' (listener on port "
              + port
              + ")");
    }
    TlsRule.check(listener.fields("TLS"), "", findings);
    IngressSds.listener(listener, port, tls, server, findings);
    Set<String> names = new HashSet<>();
    Set<String> hosts = new HashSet<>();
    for (Value.Fields service : services) {
      service(service, listener, port, names, findings);
      IngressSds.service(service, listener, port, tls, server, findings);
      for (String host : Rewrite.texts(service, "Hosts")) {
        if (!hosts.add(host)) {
          findings.fail(
              service,
              "Hosts",
              "Hosts must be unique within a specific listener (listener on port " + port + ")");
        }
        host(service, host, tls.flag("Enabled"), findings);
      }
    }
  }

  private static void service(
      Value.Fields service,
      Value.Fields listener,
      String port,
      Set<String> names,
      Findings findings) {
    String at = " (listener on port " + port + ")";
    String name = service.text("Name");
    String protocol = listener.text("Protocol");
    boolean hasHosts = !service.items("Hosts").isEmpty();
    headers(service, "RequestHeaders", "request headers", protocol, port, findings);
    headers(service, "ResponseHeaders", "response headers", protocol, port, findings);
    if (protocol.equals("tcp") && name.equals("*")) {
      findings.fail(
          service, "Name", "Wildcard service name is only valid for protocol = 'http'" + at);
    }
    if (protocol.equals("tcp") && hasHosts) {
      findings.fail(
          service,
          "Hosts",
          "Associating hosts to a service is not supported for the tcp protocol" + at);
    }
    if (name.isEmpty()) {
      findings.fail(service, "Name", "Service name cannot be blank" + at);
    }
    if (name.equals("*") && hasHosts) {
      findings.fail(
          service, "Hosts", "Associating hosts to a wildcard service is not supported" + at);
    }
    if (service.text("Namespace").equals("*")) {
      findings.fail(
          service, "Namespace", "Wildcard namespace is not supported for ingress services" + at);
    }
    if (!names.add(TenancyFields.qualified(service))) {
      findings.fail(service, "Name", "Service " + name + " cannot be added multiple times" + at);
    }
  }

  private static void headers(
      Value.Fields service,
      String key,
      String shown,
      String protocol,
      String port,
      Findings findings) {
    if (HeaderShapes.changes(service, key) && !HTTP_LIKE.contains(protocol)) {
      findings.fail(
          service,
          key,
          shown
              + " only valid for http, http2 and grpc protocols (service "
              + GoFormat.quote(service.text("Name"))
              + " on listener on port "
              + port
              + ")");
    }
  }

  private static void host(Value.Fields service, String host, boolean withTls, Findings findings) {
    if (host.equals("*")) {
      if (withTls) {
        findings.fail(
            service,
            "Hosts",
            "Host '*' is not allowed when TLS is enabled, all hosts must be valid DNS records to"
                + " add as a DNSSAN");
      }
      return;
    }
    String quoted = GoFormat.quote(host);
    if (!Addresses.isDomainName(host)) {
      findings.fail(service, "Hosts", "Host " + quoted + " must be a valid DNS hostname");
    } else if (HostRule.hasInnerWildcard(host)) {
      findings.fail(
          service,
          "Hosts",
          "Host "
              + quoted
              + " is not valid, a wildcard specifier is only allowed as the leftmost label");
    }
  }
}
