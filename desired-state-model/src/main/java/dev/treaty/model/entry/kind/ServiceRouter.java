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

/** {@code service-router}: where HTTP requests to a service go. */
final class ServiceRouter implements EntryKind {

  private static final Shape HEADER =
      Shape.fields()
          .always("Name", Type.TEXT)
          .says("The header's name.")
          .optional("Present", Type.FLAG)
          .says("Whether the header has to be there, with any value.")
          .optional("Exact", Type.TEXT)
          .optional("Prefix", Type.TEXT)
          .optional("Suffix", Type.TEXT)
          .optional("Regex", Type.TEXT)
          .optional("Invert", Type.FLAG)
          .says("Turns the match around.")
          .build();

  private static final Shape QUERY_PARAM =
      Shape.fields()
          .always("Name", Type.TEXT)
          .says("The parameter's name.")
          .optional("Present", Type.FLAG)
          .optional("Exact", Type.TEXT)
          .optional("Regex", Type.TEXT)
          .build();

  private static final Type.Struct HTTP =
      new Type.Struct(
          Shape.fields()
              .optional("PathExact", Type.TEXT)
              .says("The whole path.")
              .optional("PathPrefix", Type.TEXT)
              .says("The beginning of the path.")
              .optional("PathRegex", Type.TEXT)
              .says("A regular expression for the whole path.")
              .optional("CaseInsensitive", Type.FLAG)
              .since(1, 17, 3)
              .says("Ignores the case of the path.")
              .optional("Header", Type.named(HEADER))
              .says("Headers that must all match.")
              .optional("QueryParam", Type.named(QUERY_PARAM))
              .says("Query parameters that must all match.")
              .optional("Methods", Type.TEXTS)
              .says("The HTTP methods that match; none means all.")
              .build());

  private static final Type.Struct DESTINATION =
      new Type.Struct(
          Shape.fields()
              .optional("RequestTimeout", Type.SPELLED_SPAN)
              .says("How long a request may take.")
              .optional("IdleTimeout", Type.SPELLED_SPAN)
              .says("How long a request may be idle.")
              .optional("Service", Type.TEXT)
              .says("The service; the router's own if empty.")
              .optional("ServiceSubset", Type.TEXT)
              .says("A subset that the service's resolver defines.")
              .optional("Namespace", Type.TEXT)
              .optional("Partition", Type.TEXT)
              .optional("PrefixRewrite", Type.TEXT)
              .says("What the matched path is replaced by.")
              .optional("NumRetries", Type.UINT32)
              .says("How often a request is tried again.")
              .optional("RetryOnConnectFailure", Type.FLAG)
              .optional("RetryOn", Type.TEXTS)
              .since(1, 14, 0)
              .says("Conditions on which a request is tried again.")
              .optional("RetryOnStatusCodes", new Type.Scalars(Type.UINT32, Type.Order.COUNTS))
              .pointer("RequestHeaders", HeaderShapes.MODIFIERS)
              .pointer("ResponseHeaders", HeaderShapes.MODIFIERS)
              .build());

  private static final Shape ROUTE =
      Shape.fields()
          .pointer("Match", new Type.Struct(Shape.fields().pointer("HTTP", HTTP).build()))
          .says("Which requests; all if absent.")
          .pointer("Destination", DESTINATION)
          .says("Where they go.")
          .build();

  private static final Shape SHAPE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .always("Name", Type.TEXT)
          .says("The service whose requests are routed.")
          .always("Routes", Type.list(ROUTE))
          .says("Routes in order; the first that matches counts.")
          .optional("Meta", Type.TEXT_MAP)
          .tenancy()
          .add(CommonFields.HASH)
          .build();

  private static final Set<String> RETRY_CONDITIONS =
      Set.of(
          "5xx",
          "gateway-error",
          "reset",
          "connect-failure",
          "envoy-ratelimited",
          "retriable-4xx",
          "refused-stream",
          "cancelled",
          "deadline-exceeded",
          "internal",
          "resource-exhausted",
          "unavailable");

  @Override
  public String name() {
    return "service-router";
  }

  @Override
  public String purpose() {
    return "Where HTTP requests to a service go, by path, header, parameter and method.";
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public Value.Fields normalise(Value.Fields entry, Gate server) {
    Value.Fields outer = TenancyFields.hideDefaults(entry.with("Kind", Value.text(name())));
    return Rewrite.each(outer, "Routes", route -> route(route, outer));
  }

  private static Value.Fields route(Value.Fields route, Value.Fields entry) {
    if (route.fields("Match").get("HTTP").isEmpty()) {
      return route;
    }
    Value.Fields upper =
        Rewrite.inner(
            route,
            "Match",
            match ->
                Rewrite.inner(
                    match,
                    "HTTP",
                    http ->
                        Rewrite.eachText(
                            http, "Methods", method -> method.toUpperCase(Locale.ROOT))));
    return Rewrite.inner(
        upper,
        "Destination",
        destination ->
            TenancyFields.inherit(
                TenancyFields.inherit(destination, entry, "Namespace"), entry, "Partition"));
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    if (entry.text("Name").isEmpty()) {
      findings.fail(entry, "Name", "Name is required");
      return;
    }
    if (MetaRule.fails(entry, findings)) {
      return;
    }
    List<Value.Fields> routes = entry.maps("Routes");
    for (int i = 0; i < routes.size(); i++) {
      Value.Fields http = routes.get(i).fields("Match").fields("HTTP");
      match(http, "Route[" + i + "] ", findings);
      destination(routes.get(i).fields("Destination"), http, "Route[" + i + "] ", findings);
    }
  }

  private static void match(Value.Fields http, String at, Findings findings) {
    int paths = http.text("PathRegex").isEmpty() ? 0 : 1;
    for (String key : List.of("PathExact", "PathPrefix")) {
      String path = http.text(key);
      paths += path.isEmpty() ? 0 : 1;
      if (!path.isEmpty() && !path.startsWith("/")) {
        findings.fail(http, key, at + key + " doesn't start with '/': " + GoFormat.quote(path));
      }
    }
    if (paths > 1) {
      findings.fail(
          http, "", at + "should only contain at most one of PathExact, PathPrefix, or PathRegex");
    }
    List<Value.Fields> headers = http.maps("Header");
    for (int j = 0; j < headers.size(); j++) {
      oneOf(
          headers.get(j),
          at + "Header[" + j + "]",
          List.of("Exact", "Prefix", "Suffix", "Regex"),
          "Present, Exact, Prefix, Suffix, or Regex",
          findings);
    }
    List<Value.Fields> parameters = http.maps("QueryParam");
    for (int j = 0; j < parameters.size(); j++) {
      oneOf(
          parameters.get(j),
          at + "QueryParam[" + j + "]",
          List.of("Exact", "Regex"),
          "Present, Exact, or Regex",
          findings);
    }
    methods(http, at, findings);
  }

  private static void oneOf(
      Value.Fields match, String at, List<String> keys, String shown, Findings findings) {
    if (match.text("Name").isEmpty()) {
      findings.fail(match, "Name", at + " missing required Name field");
    }
    int given = match.flag("Present") ? 1 : 0;
    for (String key : keys) {
      given += match.text(key).isEmpty() ? 0 : 1;
    }
    if (given != 1) {
      findings.fail(match, "", at + " should only contain one of " + shown);
    }
  }

  private static void methods(Value.Fields http, String at, Findings findings) {
    Set<String> seen = new HashSet<>();
    for (String method : Rewrite.texts(http, "Methods")) {
      if (!HttpPermission.METHODS.contains(method)) {
        findings.fail(
            http, "Methods", at + "Methods contains an invalid method " + GoFormat.quote(method));
      } else if (!seen.add(method)) {
        findings.fail(
            http, "Methods", at + "Methods contains " + GoFormat.quote(method) + " more than once");
      }
    }
  }

  private static void destination(
      Value.Fields destination, Value.Fields http, String at, Findings findings) {
    boolean hasPath = !http.text("PathExact").isEmpty() || !http.text("PathPrefix").isEmpty();
    if (!destination.text("PrefixRewrite").isEmpty() && !hasPath) {
      findings.fail(
          destination,
          "PrefixRewrite",
          at
              + "cannot make use of PrefixRewrite without configuring either PathExact or"
              + " PathPrefix");
    }
    for (String condition : Rewrite.texts(destination, "RetryOn")) {
      if (!RETRY_CONDITIONS.contains(condition)) {
        findings.fail(
            destination,
            "RetryOn",
            at + "contains an invalid retry condition: " + GoFormat.quote(condition));
      }
    }
  }
}
