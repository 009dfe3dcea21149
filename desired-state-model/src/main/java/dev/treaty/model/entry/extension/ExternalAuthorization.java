package dev.treaty.model.entry.extension;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.GoNumbers;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Since;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code builtin/ext-authz}: asks another server whether a request may pass. */
final class ExternalAuthorization implements Extension {

  private static final Type.Structs MATCHERS =
      Type.list(
              Shape.fields()
                  .optional("Contains", Type.TEXT)
                  .optional("Exact", Type.TEXT)
                  .optional("IgnoreCase", Type.FLAG)
                  .optional("Prefix", Type.TEXT)
                  .optional("SafeRegex", Type.TEXT)
                  .optional("Suffix", Type.TEXT)
                  .build())
          .ofPointers();

  private static final List<String> RESPONSE =
      List.of(
          "AllowedUpstreamHeaders",
          "AllowedUpstreamHeadersToAppend",
          "AllowedClientHeaders",
          "AllowedClientHeadersOnSuccess",
          "DynamicMetadataFromHeaders");

  private static final Shape HTTP_SERVICE =
      Shape.fields()
          .pointer("Target", new Type.Struct(Target.SHAPE))
          .optional("PathPrefix", Type.TEXT)
          .pointer(
              "AuthorizationRequest",
              new Type.Struct(
                  Shape.fields()
                      .optional("AllowedHeaders", MATCHERS)
                      .optional("HeadersToAdd", Target.HEADERS)
                      .build()))
          .pointer("AuthorizationResponse", new Type.Struct(responseShape()))
          .build();

  private static final Shape CONFIG =
      Shape.fields()
          .optional("BootstrapMetadataLabelsKey", Type.TEXT)
          .pointer("ClearRouteCache", Type.FLAG)
          .pointer("GrpcService", new Type.Struct(Target.GRPC_SERVICE))
          .pointer("HttpService", new Type.Struct(HTTP_SERVICE))
          .pointer("IncludePeerCertificate", Type.FLAG)
          .optional("MetadataContextNamespaces", Type.TEXTS)
          .pointer("StatusOnError", Type.INT)
          .optional("StatPrefix", Type.TEXT)
          .pointer(
              "WithRequestBody",
              new Type.Struct(
                  Shape.fields()
                      .pointer("MaxRequestBytes", new Type.Whole("int64"))
                      .pointer("AllowPartialMessage", Type.FLAG)
                      .pointer("PackAsBytes", Type.FLAG)
                      .build()))
          .build();

  private static final Shape SHAPE =
      Shape.fields()
          .optional("ProxyType", new Type.Text("api.ServiceKind"))
          .optional("ListenerType", Type.TEXT)
          .since(1, 17, 0)
          .optional(
              "InsertOptions",
              new Type.Struct(
                  Shape.fields()
                      .optional("Location", new Type.Text("extensioncommon.InsertLocation"))
                      .optional("FilterName", Type.TEXT)
                      .build()))
          .optional("Config", new Type.Struct(CONFIG))
          .build();

  /** The statuses that Envoy has names for. */
  private static final Set<Integer> STATUSES =
      Set.of(
          0, 100, 200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305,
          307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415,
          416, 417, 421, 422, 423, 424, 426, 428, 429, 431, 500, 501, 502, 503, 504, 505, 506, 507,
          508, 510, 511);

  private static Shape responseShape() {
    Shape.Builder shape = Shape.fields();
    RESPONSE.forEach(field -> shape.optional(field, MATCHERS));
    return shape.build();
  }

  @Override
  public String name() {
    return "builtin/ext-authz";
  }

  @Override
  public Since since() {
    return Since.of(1, 16, 0);
  }

  @Override
  public Optional<String> fault(Value.Fields arguments, Gate server) {
    Arguments read = Arguments.read(SHAPE, arguments, server);
    if (read.fault().isPresent()) {
      return read.fault();
    }
    List<String> faults = new ArrayList<>(ProxyTypes.faults(read.read()));
    faults.addAll(ProxyTypes.ofListener(read.read()));
    config(read.read().fields("Config"), faults);
    return faults.isEmpty() ? Optional.empty() : Optional.of(Findings.multi(faults));
  }

  private static void config(Value.Fields config, List<String> faults) {
    boolean http = config.get("HttpService").isPresent();
    boolean grpc = config.get("GrpcService").isPresent();
    if (http == grpc) {
      faults.add("exactly one of GrpcService or HttpService must be set");
    }
    List<String> inner = List.of();
    if (http) {
      inner = http(config.fields("HttpService"));
    } else if (grpc) {
      inner = Target.faults(config.fields("GrpcService"), "GrpcService");
    }
    if (!inner.isEmpty()) {
      faults.add(Target.wrapped(http ? "HttpService" : "GrpcService", inner));
    }
    config
        .get("StatusOnError")
        .map(GoNumbers::of)
        .filter(status -> !STATUSES.contains((int) status.longValue()))
        .ifPresent(status ->
            faults.add(
                "failed to validate Config.StatusOnError:status code "
                    + GoNumbers.whole(status, "int").number()
                    + " is not supported by Envoy, please refer to the Envoy documentation for"
                    + " supported status codes"));
  }

  private static List<String> http(Value.Fields service) {
    List<String> faults = new ArrayList<>(Target.faults(service, "HttpService"));
    Value.Fields request = service.fields("AuthorizationRequest");
    matchers(request, "AuthorizationRequest", "AllowedHeaders", faults);
    Value.Fields response = service.fields("AuthorizationResponse");
    RESPONSE.forEach(field -> matchers(response, "AuthorizationResponse", field, faults));
    return faults;
  }

  private static void matchers(
      Value.Fields holder, String noun, String field, List<String> faults) {
    List<Value.Fields> matchers = holder.maps(field);
    List<String> inner = new ArrayList<>();
    for (int i = 0; i < matchers.size(); i++) {
      Value.Fields matcher = matchers.get(i);
      long set =
          List.of("Contains", "Exact", "Prefix", "SafeRegex", "Suffix").stream()
              .filter(key -> !matcher.text(key).isEmpty())
              .count();
      if (set != 1) {
        inner.add(
            "validation failed for matcher at index "
                + i
                + ": exactly one of Contains, Exact, Prefix, SafeRegex or Suffix must be set");
      }
    }
    if (!inner.isEmpty()) {
      faults.add("validation failed for " + noun + "." + field + ": " + Findings.multi(inner));
    }
  }

  /** Which proxies and listeners an extension is for, where Consul checks them alike. */
  static final class ProxyTypes {
    private ProxyTypes() {}

    static List<String> faults(Value.Fields arguments) {
      String proxy = arguments.text("ProxyType");
      return proxy.isEmpty() || proxy.equals("connect-proxy")
          ? List.of()
          : List.of(
              "unsupported ProxyType "
                  + GoFormat.quote(proxy)
                  + ", only \"connect-proxy\" is supported");
    }

    static List<String> ofListener(Value.Fields arguments) {
      String listener = arguments.text("ListenerType");
      return Set.of("", "inbound", "outbound").contains(listener)
          ? List.of()
          : List.of(
              "unexpected ListenerType "
                  + GoFormat.quote(listener)
                  + ", supported values are \"inbound\" or \"outbound\"");
    }
  }
}
