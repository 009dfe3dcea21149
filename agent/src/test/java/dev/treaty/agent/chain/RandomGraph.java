package dev.treaty.agent.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Entries about few services, so that they get in each other's way often. */
final class RandomGraph {

  static final List<String> SERVICES = List.of("a", "b", "c", "d", "E");
  private static final List<String> GATEWAYS = List.of("a", "g", "h");
  private static final List<String> PROVIDERS = List.of("okta", "auth0");
  private static final List<String> HTTP = List.of("http", "http", "http", "http2", "grpc", "HTTP");

  private final Random random;

  RandomGraph(long seed) {
    this.random = new Random(seed);
  }

  /**
   * A change.
   *
   * @param body empty for a deletion
   */
  record Change(String kind, String name, String body) {
    @Override
    public String toString() {
      return body.isEmpty() ? "DELETE " + kind + "/" + name : "PUT " + body;
    }
  }

  /** A change, with services given an HTTP protocol and subsets often enough to go on with. */
  Change next() {
    return switch (random.nextInt(26)) {
      case 0, 1, 2, 3 -> defaults(service());
      case 4 -> proxies();
      case 5, 6, 7 -> router(service());
      case 8, 9, 10 -> splitter(service());
      case 11, 12, 13, 14, 15 -> resolver(service());
      case 16, 17 -> exports();
      case 18, 19 -> intentions();
      case 20 -> ingress(pick(GATEWAYS));
      case 21 -> terminating(pick(GATEWAYS));
      case 22 -> provider(pick(PROVIDERS));
      case 23 -> mesh();
      default -> deletion();
    };
  }

  /** The body of a POST to a discovery chain. */
  String overrides() {
    return "{"
        + fields(
            maybe(2, () -> text("OverrideProtocol", pick(List.of("tcp", "http", "grpc", "http2")))),
            maybe(2, () -> text("OverrideConnectTimeout", "7s")),
            maybe(2, () -> "\"OverrideMeshGateway\":{" + text("Mode", mode()) + "}"))
        + "}";
  }

  private Change put(String kind, String name, String... fields) {
    return new Change(
        kind, name, "{" + fields(text("Kind", kind), text("Name", name), fields(fields)) + "}");
  }

  private Change deletion() {
    return switch (random.nextInt(11)) {
      case 0 -> new Change("proxy-defaults", "global", "");
      case 1 -> new Change("exported-services", "default", "");
      case 2 -> new Change("ingress-gateway", pick(GATEWAYS), "");
      case 3 -> new Change("terminating-gateway", pick(GATEWAYS), "");
      case 4 -> new Change("jwt-provider", pick(PROVIDERS), "");
      case 5 -> new Change("service-intentions", service(), "");
      case 6 -> new Change("mesh", "mesh", "");
      case 7 -> new Change("service-router", service(), "");
      case 8 -> new Change("service-splitter", service(), "");
      case 9 -> new Change("service-resolver", service(), "");
      default -> new Change("service-defaults", service(), "");
    };
  }

  private Change defaults(String name) {
    return put(
        "service-defaults",
        name,
        text("Protocol", one(6) ? pick(List.of("", "tcp")) : pick(HTTP)),
        maybe(12, () -> text("ExternalSNI", "x.example.com")),
        maybe(12, () -> text("MutualTLSMode", "permissive")),
        maybe(6, () -> "\"MeshGateway\":{" + text("Mode", mode()) + "}"),
        maybe(8, () -> "\"TransparentProxy\":{\"DialedDirectly\":true}"),
        maybe(8, () -> "\"Meta\":{\"k\":\"v\"}"),
        maybe(10, () -> "\"Destination\":{\"Addresses\":[\"x.com\"],\"Port\":443}"),
        maybe(
            10,
            () ->
                "\"EnvoyExtensions\":[{\"Name\":\"builtin/aws/lambda\",\"Arguments\":"
                    + "{\"ARN\":\"arn:aws:lambda:us-east-1:111111111111:function:f\"}}]"));
  }

  private Change proxies() {
    // Both spellings: 1.16.4 judges a write by what the second one said before.
    String protocol = pick(List.of("http", "http", "tcp", "grpc", ""));
    return put(
        "proxy-defaults",
        "global",
        protocol.isEmpty()
            ? ""
            : "\"Config\":{" + text("protocol", protocol) + "}," + text("Protocol", protocol),
        maybe(6, () -> text("MutualTLSMode", "permissive")),
        maybe(3, () -> "\"MeshGateway\":{" + text("Mode", mode()) + "}"));
  }

  private Change router(String name) {
    return put("service-router", name, maybe(1, () -> list("Routes", 3, this::route)));
  }

  private String route() {
    return "{"
        + fields(
            one(8)
                ? ""
                : "\"Match\":{\"HTTP\":{"
                    + fields(
                        text(pick(List.of("PathPrefix", "PathExact")), "/" + pick(SERVICES)),
                        maybe(4, () -> "\"Methods\":[\"GET\"]"),
                        maybe(4, () -> "\"Header\":[{\"Name\":\"x\",\"Present\":true}]"))
                    + "}}",
            one(8)
                ? ""
                : "\"Destination\":{"
                    + fields(
                        maybe(3, () -> "", () -> text("Service", service())),
                        maybe(4, () -> text("ServiceSubset", subset())),
                        maybe(4, () -> text("PrefixRewrite", "/")),
                        maybe(4, () -> text("RequestTimeout", "90s")),
                        maybe(4, () -> "\"NumRetries\":3"),
                        maybe(8, () -> "\"RetryOn\":[\"reset\"]"),
                        maybe(6, () -> "\"RequestHeaders\":{\"Add\":{\"x\":\"y\"}}"))
                    + "}")
        + "}";
  }

  private Change splitter(String name) {
    int splits = 1 + random.nextInt(3);
    List<String> weights =
        switch (splits) {
          case 1 -> List.of("100");
          case 2 -> pick(List.of(List.of("50", "50"), List.of("99.99", "0.01")));
          default -> List.of("33.33", "33.33", "33.34");
        };
    String listed =
        weights.stream()
            .map(weight ->
                "{"
                    + fields(
                        "\"Weight\":" + weight,
                        maybe(3, () -> "", () -> text("Service", service())),
                        maybe(3, () -> text("ServiceSubset", subset())),
                        maybe(6, () -> "\"RequestHeaders\":{\"Set\":{\"x\":\"y\"}}"),
                        maybe(6, () -> "\"ResponseHeaders\":{\"Remove\":[\"z\"]}"))
                    + "}")
            .collect(Collectors.joining(","));
    return put("service-splitter", name, "\"Splits\":[" + listed + "]");
  }

  private Change resolver(String name) {
    boolean redirects = one(4);
    return put(
        "service-resolver",
        name,
        redirects ? redirect() : "",
        redirects || one(3)
            ? ""
            : fields(
                "\"Subsets\":{\"v1\":{"
                    + text("Filter", "Service.Meta.version == v1")
                    + "},\"v2\":{\"OnlyPassing\":true}}",
                maybe(3, () -> text("DefaultSubset", pick(List.of("v1", "v2", "v3"))))),
        redirects || !one(3) ? "" : "\"Failover\":{\"" + failoverKey() + "\":" + failover() + "}",
        maybe(4, () -> text("ConnectTimeout", "15s")),
        maybe(6, () -> text("RequestTimeout", "20s")),
        maybe(10, () -> "\"PrioritizeByLocality\":{\"Mode\":\"none\"}"),
        maybe(
            5,
            () ->
                "\"LoadBalancer\":{\"Policy\":\"maglev\",\"HashPolicies\":["
                    + "{\"Field\":\"header\",\"FieldValue\":\"x\"}]}"));
  }

  private String redirect() {
    return "\"Redirect\":{"
        + fields(
            maybe(5, () -> "", () -> text("Service", service())),
            maybe(4, () -> text("ServiceSubset", subset())),
            maybe(6, () -> text("Datacenter", pick(List.of("dc1", "dc2")))),
            maybe(8, () -> text("Peer", "east")))
        + "}";
  }

  private String failoverKey() {
    return pick(List.of("*", "*", "v1", "v2", "v3"));
  }

  private String failover() {
    if (one(3)) {
      return "{"
          + list(
              "Targets",
              3,
              () ->
                  "{"
                      + fields(
                          maybe(2, () -> text("Service", service())),
                          maybe(4, () -> text("ServiceSubset", subset())),
                          maybe(5, () -> text("Datacenter", "dc2")),
                          maybe(5, () -> text("Peer", pick(List.of("east", "west")))))
                      + "}")
          + "}";
    }
    return "{"
        + fields(
            maybe(2, () -> text("Service", service())),
            maybe(4, () -> text("ServiceSubset", subset())),
            maybe(3, () -> "\"Datacenters\":[\"dc2\",\"dc3\"]"),
            maybe(8, () -> "\"Policy\":{\"Mode\":\"sequential\"}"))
        + "}";
  }

  private Change exports() {
    return put(
        "exported-services",
        "default",
        list(
            "Services",
            3,
            () ->
                "{"
                    + fields(
                        text("Name", one(5) ? "*" : service()),
                        "\"Consumers\":[{" + text("Peer", pick(List.of("east", "west"))) + "}]")
                    + "}"));
  }

  private Change intentions() {
    String name = one(6) ? "*" : service();
    String source =
        "{"
            + fields(
                text("Name", one(5) ? "*" : service()),
                maybe(4, () -> text("Peer", "east")),
                one(2)
                    ? text("Action", pick(List.of("allow", "deny")))
                    : "\"Permissions\":[{"
                        + fields(
                            "\"Action\":\"allow\",\"HTTP\":{\"PathPrefix\":\"/\"}",
                            maybe(3, this::jwt))
                        + "}]")
            + "}";
    return put("service-intentions", name, "\"Sources\":[" + source + "]", maybe(6, this::jwt));
  }

  private String jwt() {
    return "\"JWT\":{"
        + list("Providers", 2, () -> "{" + text("Name", pick(PROVIDERS)) + "}")
        + "}";
  }

  private Change ingress(String name) {
    return put(
        "ingress-gateway",
        name,
        list(
            "Listeners",
            2,
            () -> {
              String protocol = pick(List.of("tcp", "http", "http", "grpc"));
              return "{"
                  + fields(
                      "\"Port\":" + (8000 + random.nextInt(500)),
                      text("Protocol", protocol),
                      "\"Services\":[{"
                          + text("Name", one(5) && !protocol.equals("tcp") ? "*" : service())
                          + "}]")
                  + "}";
            }));
  }

  private Change terminating(String name) {
    return put(
        "terminating-gateway",
        name,
        "\"Services\":[{" + text("Name", one(3) ? "*" : service()) + "}]");
  }

  private Change provider(String name) {
    return put(
        "jwt-provider",
        name,
        text("Issuer", "i"),
        "\"JSONWebKeySet\":{\"Local\":{\"Filename\":\"keys\"}}");
  }

  private Change mesh() {
    return new Change(
        "mesh",
        "mesh",
        "{\"Kind\":\"mesh\",\"AllowEnablingPermissiveMutualTLS\":" + random.nextBoolean() + "}");
  }

  private String service() {
    return pick(SERVICES);
  }

  private String subset() {
    return pick(List.of("v1", "v1", "v2", "v2", "v3"));
  }

  private String mode() {
    return pick(List.of("none", "local", "remote"));
  }

  private boolean one(int in) {
    return random.nextInt(in) == 0;
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private String maybe(int in, Supplier<String> text) {
    return one(in) ? text.get() : "";
  }

  private String maybe(int in, Supplier<String> text, Supplier<String> other) {
    return one(in) ? text.get() : other.get();
  }

  private String list(String name, int most, Supplier<String> element) {
    List<String> elements = new ArrayList<>();
    for (int left = 1 + random.nextInt(most); left > 0; left--) {
      elements.add(element.get());
    }
    return "\"" + name + "\":[" + String.join(",", elements) + "]";
  }

  private static String text(String name, String text) {
    return "\"" + name + "\":\"" + text + "\"";
  }

  private static String fields(String... fields) {
    return Stream.of(fields).filter(field -> !field.isEmpty()).collect(Collectors.joining(","));
  }
}
