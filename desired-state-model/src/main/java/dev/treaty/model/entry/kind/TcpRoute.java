package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Field;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Since;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.util.List;

/** {@code tcp-route}: to which service the connections at an API gateway go. */
final class TcpRoute implements EntryKind {

  private static final Shape SERVICE =
      Shape.fields()
          .always("Name", Type.TEXT)
          .says("The service.")
          .pointer("TLS", GatewayShapes.SERVICE_TLS)
          .since(2, 0, 0)
          .pointer("Limits", UpstreamShapes.LIMITS)
          .since(2, 0, 0)
          .tenancy()
          .build();

  private static final Shape SHAPE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .always("Name", Type.TEXT)
          .always("Parents", GatewayShapes.REFERENCES)
          .says("The gateways, or their listeners, that the route attaches itself to.")
          .always(
              "Services",
              new Type.Structs(
                  SERVICE, List.of("Name", "Namespace", "Partition"), Type.Order.COUNTS))
          .says("Where connections go: one service at most.")
          .optional("Meta", Type.TEXT_MAP)
          .always("Status", GatewayShapes.STATUS)
          .but(Field::isDerived)
          .tenancy()
          .add(CommonFields.HASH)
          .build();

  @Override
  public String name() {
    return "tcp-route";
  }

  @Override
  public String purpose() {
    return "To which service the connections at an API gateway go.";
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
        "Services",
        service -> TenancyFields.placed(service, outer));
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    List<Value.Fields> services = entry.maps("Services");
    if (services.size() > 1) {
      findings.fail(entry, "Services", "tcp-route currently only supports one service");
    }
    for (int i = 0; i < services.size(); i++) {
      RouteShapes.sds(services.get(i), "Service[" + i + "], ", false, false, findings);
    }
    RouteShapes.parents(entry, findings);
    if (MetaRule.fails(entry, findings)) {
      return;
    }
    for (int i = 0; i < services.size(); i++) {
      RouteShapes.limits(services.get(i), "Service[" + i + "], ", findings);
    }
    NameRules.required(entry, findings);
  }
}
