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
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code http-route}: which HTTP requests at an API gateway go to which services. */
final class HttpRoute implements EntryKind {

  private static final Type.Struct RETRY_FILTER =
      new Type.Struct(
          Shape.fields()
              .always("NumRetries", Type.UINT32)
              .noAlias()
              .always("RetryOn", Type.TEXTS)
              .noAlias()
              .always("RetryOnStatusCodes", new Type.Scalars(Type.UINT32, Type.Order.COUNTS))
              .noAlias()
              .always("RetryOnConnectFailure", Type.FLAG)
              .noAlias()
              .build());

  private static final Type.Struct TIMEOUT_FILTER =
      new Type.Struct(
          Shape.fields()
              .always("RequestTimeout", Type.SPAN)
              .noAlias()
              .always("IdleTimeout", Type.SPAN)
              .noAlias()
              .build());

  private static final Type.Struct FILTERS =
      new Type.Struct(
          Shape.fields()
              .always("Headers", HeaderShapes.FILTERS)
              .says("Changes to the headers of requests.")
              .nullable(
                  "URLRewrite", new Type.Struct(Shape.fields().always("Path", Type.TEXT).build()))
              .noAlias()
              .says("What the path is replaced by.")
              .nullable("RetryFilter", RETRY_FILTER)
              .noAlias()
              .since(1, 17, 0)
              .nullable("TimeoutFilter", TIMEOUT_FILTER)
              .noAlias()
              .since(1, 17, 0)
              .nullable("JWT", new Type.Struct(JwtRule.GATEWAY_REQUIREMENT))
              .since(1, 17, 0)
              .build());

  private static final Type.Struct RESPONSE_FILTERS =
      new Type.Struct(
          Shape.fields()
              .always("Headers", HeaderShapes.FILTERS)
              .says("Changes to the headers of answers.")
              .build());

  private static final Shape HEADER_MATCH =
      Shape.fields()
          .always("Match", new Type.Text("structs.HTTPHeaderMatchType"))
          .values("exact", "prefix", "present", "regex", "suffix")
          .always("Name", Type.TEXT)
          .always("Value", Type.TEXT)
          .build();

  private static final Shape QUERY_MATCH =
      Shape.fields()
          .always("Match", new Type.Text("structs.HTTPQueryMatchType"))
          .values("exact", "present", "regex")
          .always("Name", Type.TEXT)
          .always("Value", Type.TEXT)
          .build();

  private static final Shape PATH_MATCH =
      Shape.fields()
          .always("Match", new Type.Text("structs.HTTPPathMatchType"))
          .values("exact", "prefix", "regex")
          .always("Value", Type.TEXT)
          .build();

  private static final Shape MATCH =
      Shape.fields()
          .always("Headers", Type.named(HEADER_MATCH))
          .always("Method", new Type.Text("structs.HTTPMatchMethod"))
          .says("The HTTP method; all if empty.")
          .always("Path", new Type.Struct(PATH_MATCH))
          .says("The path; every path if empty.")
          .always("Query", Type.named(QUERY_MATCH))
          .build();

  private static final Shape SERVICE =
      Shape.fields()
          .always("Name", Type.TEXT)
          .says("The service.")
          .always("Weight", Type.INT)
          .says("Its share among the services of the rule.")
          .always("Filters", FILTERS)
          .always("ResponseFilters", RESPONSE_FILTERS)
          .noAlias()
          .since(1, 17, 0)
          .pointer("TLS", GatewayShapes.SERVICE_TLS)
          .since(2, 0, 0)
          .pointer("Limits", UpstreamShapes.LIMITS)
          .since(2, 0, 0)
          .tenancy()
          .build();

  private static final Shape RULE =
      Shape.fields()
          .always("Filters", FILTERS)
          .always("ResponseFilters", RESPONSE_FILTERS)
          .noAlias()
          .since(1, 17, 0)
          .always("Matches", Type.list(MATCH))
          .says("Which requests; one match suffices.")
          .always(
              "Services",
              new Type.Structs(
                  SERVICE, List.of("Name", "Namespace", "Partition"), Type.Order.COUNTS))
          .says("Where they go.")
          .build();

  private static final Shape SHAPE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .always("Name", Type.TEXT)
          .always("Parents", GatewayShapes.REFERENCES)
          .says("The gateways, or their listeners, that the route attaches itself to.")
          .always("Rules", Type.list(RULE))
          .says("What happens to requests.")
          .always("Hostnames", Type.TEXTS)
          .says("The hosts that the route is for; all if empty.")
          .optional("Meta", Type.TEXT_MAP)
          .always("Status", GatewayShapes.STATUS)
          .but(Field::isDerived)
          .tenancy()
          .add(CommonFields.HASH)
          .build();

  private static final Set<String> HEADER_MATCHES =
      Set.of("exact", "prefix", "present", "regex", "suffix");
  private static final Set<String> QUERY_MATCHES = Set.of("exact", "present", "regex");

  @Override
  public String name() {
    return "http-route";
  }

  @Override
  public String purpose() {
    return "Which HTTP requests at an API gateway go to which services.";
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
        GatewayShapes.references(outer, "Parents", "api-gateway", outer),
        "Rules",
        rule ->
            Rewrite.each(
                Rewrite.each(rule, "Matches", HttpRoute::match),
                "Services",
                service -> RouteShapes.weight(TenancyFields.placed(service, outer), server)));
  }

  private static Value.Fields match(Value.Fields match) {
    Value.Fields upper = Rewrite.text(match, "Method", text -> text.toUpperCase(Locale.ROOT));
    Value.Fields path = match.fields("Path");
    return path.text("Match").isEmpty()
        ? upper.with(
            "Path", path.with("Match", Value.text("prefix")).with("Value", Value.text("/")))
        : upper;
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    List<String> hosts = Rewrite.texts(entry, "Hostnames");
    for (String host : hosts) {
      if (!Addresses.isDomainName(host)) {
        findings.fail(
            entry, "Hostnames", "host " + GoFormat.quote(host) + " must be a valid DNS hostname");
      } else if (host.contains("*")) {
        findings.fail(
            entry, "Hostnames", "host " + GoFormat.quote(host) + " must not be a wildcard");
      }
    }
    RouteShapes.parents(entry, findings);
    if (MetaRule.fails(entry, findings)) {
      return;
    }
    List<Value.Fields> rules = entry.maps("Rules");
    for (int i = 0; i < rules.size(); i++) {
      rule(rules.get(i), "Rule[" + i + "], ", !hosts.isEmpty(), findings);
    }
    NameRules.required(entry, findings);
  }

  private static void rule(Value.Fields rule, String at, boolean hasHosts, Findings findings) {
    List<Value.Fields> matches = rule.maps("Matches");
    for (int i = 0; i < matches.size(); i++) {
      match(matches.get(i), at + "Match[" + i + "], ", findings);
    }
    List<Value.Fields> services = rule.maps("Services");
    for (int i = 0; i < services.size(); i++) {
      String place = at + "Service[" + i + "], ";
      RouteShapes.sds(services.get(i), place, true, hasHosts, findings);
      RouteShapes.limits(services.get(i), place, findings);
    }
  }

  private static void match(Value.Fields match, String at, Findings findings) {
    String method = match.text("Method");
    if (!method.isEmpty() && !HttpPermission.METHODS.contains(method)) {
      findings.fail(
          match, "Method", at + "Method contains an invalid method " + GoFormat.quote(method));
    }
    List<Value.Fields> queries = match.maps("Query");
    for (int i = 0; i < queries.size(); i++) {
      typed(
          queries.get(i),
          at + "Query[" + i + "], ",
          QUERY_MATCHES,
          "present, exact, or regex",
          findings);
    }
    List<Value.Fields> headers = match.maps("Headers");
    for (int i = 0; i < headers.size(); i++) {
      typed(
          headers.get(i),
          at + "Headers[" + i + "], ",
          HEADER_MATCHES,
          "present, exact, prefix, suffix, or regex",
          findings);
    }
    path(match.fields("Path"), at + "Path, ", findings);
  }

  private static void typed(
      Value.Fields match, String at, Set<String> types, String shown, Findings findings) {
    if (match.text("Name").isEmpty()) {
      findings.fail(match, "Name", at + "missing required Name field");
    }
    if (!types.contains(match.text("Match"))) {
      findings.fail(match, "Match", at + "match type should be one of " + shown);
    }
  }

  private static void path(Value.Fields path, String at, Findings findings) {
    String type = path.text("Match");
    switch (type) {
      case "exact", "prefix" -> {
        if (!path.text("Value").startsWith("/")) {
          findings.fail(
              path,
              "Value",
              at
                  + type
                  + " type match doesn't start with '/': "
                  + GoFormat.quote(path.text("Value")));
        }
      }
      case "regex" -> {}
      default ->
          findings.fail(path, "Match", at + "match type should be one of exact, prefix, or regex");
    }
  }
}
