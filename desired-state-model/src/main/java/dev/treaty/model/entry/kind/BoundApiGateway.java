package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Since;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Set;

/** {@code bound-api-gateway}: which routes hang on an API gateway, as a server found out. */
final class BoundApiGateway implements EntryKind {

  private static final Shape LISTENER =
      Shape.fields()
          .always("Name", Type.TEXT)
          .always("Routes", GatewayShapes.REFERENCES)
          .always("Certificates", GatewayShapes.REFERENCES)
          .build();

  private static final Shape SHAPE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .always("Name", Type.TEXT)
          .always("Listeners", new Type.Structs(LISTENER, List.of("Name"), Type.Order.COUNTS))
          .always("Services", Type.OPAQUE)
          .optional("Meta", Type.TEXT_MAP)
          .tenancy()
          .add(CommonFields.HASH)
          .build();

  private static final Set<String> ROUTES = Set.of("http-route", "tcp-route");

  @Override
  public String name() {
    return "bound-api-gateway";
  }

  @Override
  public String purpose() {
    return "Which routes and certificates an API gateway has; only servers write it.";
  }

  @Override
  public Since since() {
    return Since.of(1, 15, 0);
  }

  @Override
  public boolean writtenByServers() {
    return true;
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public Value.Fields normalise(Value.Fields entry, Gate server) {
    Value.Fields outer = TenancyFields.hideDefaults(entry);
    return Rewrite.each(
        outer,
        "Listeners",
        listener ->
            GatewayShapes.references(
                GatewayShapes.references(listener, "Routes", "", outer),
                "Certificates",
                "",
                outer));
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    for (Value.Fields listener : entry.maps("Listeners")) {
      CertificateReferences.check(listener, server, findings);
      for (Value.Fields route : listener.maps("Routes")) {
        if (!ROUTES.contains(route.text("Kind"))) {
          findings.fail(
              route,
              "Kind",
              "unsupported route kind: "
                  + GoFormat.quote(route.text("Kind"))
                  + ", must be one of 'http-route', or 'tcp-route'");
        }
        if (route.text("Name").isEmpty()) {
          findings.fail(route, "Name", "route reference must have a name");
        }
      }
    }
  }
}
