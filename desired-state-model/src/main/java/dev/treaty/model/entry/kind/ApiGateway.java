package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Field;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Since;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code api-gateway}: the ports of a gateway to which routes attach themselves. */
final class ApiGateway implements EntryKind {

  private static final Type.Struct POLICY =
      new Type.Struct(
          Shape.fields().pointer("JWT", new Type.Struct(JwtRule.GATEWAY_REQUIREMENT)).build());

  private static final Type.Struct LISTENER_TLS =
      new Type.Struct(
          Shape.fields()
              .always("Certificates", GatewayShapes.REFERENCES)
              .says("The certificates that the gateway shows.")
              .pointer("SDS", GatewayShapes.SDS)
              .since(2, 0, 0)
              .always("MaxVersion", TlsRule.VERSION)
              .but(field -> field.fileAlias("tls_max_version"))
              .values(TlsRule.VERSIONS)
              .always("MinVersion", TlsRule.VERSION)
              .but(field -> field.fileAlias("tls_min_version"))
              .values(TlsRule.VERSIONS)
              .always("CipherSuites", TlsRule.CIPHER_SUITES)
              .but(field -> field.fileAlias("cipher_suites"))
              .build());

  private static final Shape LISTENER =
      Shape.fields()
          .always("Name", Type.TEXT)
          .says("The listener's name, to which routes refer.")
          .always("Hostname", Type.TEXT)
          .says("The host that is served; all if empty.")
          .always("Port", Type.INT)
          .says("The port that the gateway listens on.")
          .always("Protocol", new Type.Text("structs.APIGatewayListenerProtocol"))
          .values("http", "tcp")
          .says("What callers speak.")
          .always("TLS", LISTENER_TLS)
          .pointer("Override", POLICY)
          .since(1, 17, 0)
          .pointer("Default", POLICY)
          .since(1, 17, 0)
          .pointer("MaxRequestHeadersKB", Type.UINT32)
          .since(1, 21, 5)
          .noAlias()
          .build();

  private static final Shape SHAPE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .always("Name", Type.TEXT)
          .says("The gateway's service name.")
          .always("TLS", GatewayShapes.TLS)
          .since(2, 0, 0)
          .always("Listeners", new Type.Structs(LISTENER, List.of("Name"), Type.Order.COUNTS))
          .says("The ports of the gateway.")
          .pointer("Defaults", UpstreamShapes.LIMITS)
          .since(2, 0, 0)
          .always("Status", GatewayShapes.STATUS)
          .but(Field::isDerived)
          .optional("Meta", Type.TEXT_MAP)
          .tenancy()
          .add(CommonFields.HASH)
          .build();

  private static final Pattern LISTENER_NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final BigInteger MAX_PORT = BigInteger.valueOf(65535);

  @Override
  public String name() {
    return "api-gateway";
  }

  @Override
  public String purpose() {
    return "The ports of a gateway to which http-routes and tcp-routes attach themselves.";
  }

  @Override
  public Since since() {
    return Since.of(1, 15, 0);
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public Value.Fields normalise(Value.Fields entry, Gate server) {
    Value.Fields outer = TenancyFields.hideDefaults(entry.without("Status"));
    return Rewrite.each(
        outer,
        "Listeners",
        listener ->
            Rewrite.inner(
                Rewrite.text(listener, "Protocol", text -> text.toLowerCase(Locale.ROOT)),
                "TLS",
                tls -> GatewayShapes.references(tls, "Certificates", "inline-certificate", outer)));
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    if (MetaRule.fails(entry, findings)) {
      return;
    }
    Value.Fields tls = entry.fields("TLS");
    TlsRule.check(tls, "", findings);
    IngressSds.gateway(tls, server, findings);
    UpstreamShapes.limits(entry.fields("Defaults"))
        .ifPresent(fault -> findings.fail(entry.fields("Defaults"), fault.key(), fault.text()));
    List<Value.Fields> listeners = entry.maps("Listeners");
    if (listeners.isEmpty()) {
      findings.fail(entry, "Listeners", "api gateway must have at least one listener");
    }
    names(listeners, findings);
    merges(listeners, findings);
    boolean hasCluster = !tls.fields("SDS").text("ClusterName").isEmpty();
    for (Value.Fields listener : listeners) {
      listener(listener, hasCluster, server, findings);
    }
    NameRules.required(entry, findings);
  }

  private static void names(List<Value.Fields> listeners, Findings findings) {
    Set<String> seen = new HashSet<>();
    for (Value.Fields listener : listeners) {
      String name = listener.text("Name");
      if (!LISTENER_NAME.matcher(name).matches()) {
        findings.fail(
            listener,
            "Name",
            "listener name "
                + GoFormat.quote(name)
                + " is invalid, must be at least 1 character and contain only letters, numbers, or"
                + " dashes");
      }
      if (!seen.add(name)) {
        findings.fail(
            listener, "Name", "found multiple listeners with the name " + GoFormat.quote(name));
      }
    }
  }

  private static void merges(List<Value.Fields> listeners, Findings findings) {
    Map<BigInteger, Value.Fields> byPort = new HashMap<>();
    for (Value.Fields listener : listeners) {
      Value.Fields other = byPort.put(UpstreamShapes.number(listener, "Port"), listener);
      if (other != null
          && !(other.text("Hostname").equals(listener.text("Hostname"))
              && other.text("Protocol").equals(listener.text("Protocol")))) {
        findings.fail(
            listener,
            "Port",
            "listeners "
                + GoFormat.quote(other.text("Name"))
                + " and "
                + GoFormat.quote(listener.text("Name"))
                + " cannot be merged");
      }
    }
  }

  private static void listener(
      Value.Fields listener, boolean hasCluster, Gate server, Findings findings) {
    String protocol = listener.text("Protocol");
    if (!protocol.equals("http") && !protocol.equals("tcp")) {
      findings.fail(
          listener,
          "Protocol",
          "unsupported listener protocol "
              + GoFormat.quote(protocol)
              + ", must be one of 'tcp', or 'http'");
    }
    String host = listener.text("Hostname");
    if (protocol.equals("tcp") && !host.isEmpty()) {
      findings.fail(listener, "Hostname", "hostname specification is not supported when using TCP");
    }
    BigInteger port = UpstreamShapes.number(listener, "Port");
    if (port.signum() <= 0 || port.compareTo(MAX_PORT) > 0) {
      findings.fail(listener, "Port", "listener port " + port + " not in the range 1-65535");
    }
    if (HostRule.hasInnerWildcard(host)) {
      findings.fail(
          listener,
          "Hostname",
          "host "
              + GoFormat.quote(host)
              + " is not valid, a wildcard specifier is only allowed as the left-most label");
    }
    Value.Fields tls = listener.fields("TLS");
    sds(listener, tls, hasCluster, findings);
    CertificateReferences.check(tls, server, findings);
    TlsRule.check(tls, "MinVersion", "MaxVersion", "", findings);
  }

  private static void sds(
      Value.Fields listener, Value.Fields tls, boolean hasCluster, Findings findings) {
    if (tls.get("SDS").isEmpty()) {
      return;
    }
    Value.Fields sds = tls.fields("SDS");
    String where = "listener " + GoFormat.quote(listener.text("Name"));
    boolean cluster = !sds.text("ClusterName").isEmpty();
    boolean certificate = !sds.text("CertResource").isEmpty();
    if (!cluster && certificate && !hasCluster) {
      findings.fail(
          tls, "SDS", "TLS.SDS.ClusterName is required if CertResource is set (" + where + ")");
    }
    if (cluster && !certificate) {
      findings.fail(
          tls, "SDS", "TLS.SDS.CertResource is required if ClusterName is set (" + where + ")");
    }
    if (!tls.items("Certificates").isEmpty()) {
      findings.fail(tls, "SDS", where + " cannot specify both TLS.Certificates and TLS.SDS");
    }
  }
}
