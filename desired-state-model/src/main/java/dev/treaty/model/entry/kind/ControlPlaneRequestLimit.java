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

/** {@code control-plane-request-limit}: how much each caller may ask of the servers. */
final class ControlPlaneRequestLimit implements EntryKind {

  private static final Type.Real RATE = new Type.Real("float64");

  private static final Type.Struct RATES =
      new Type.Struct(
          Shape.fields()
              .always("ReadRate", RATE)
              .says("Reads a second.")
              .always("WriteRate", RATE)
              .says("Writes a second.")
              .build());

  private static final List<String> CATEGORIES =
      List.of(
          "ACL",
          "Catalog",
          "ConfigEntry",
          "ConnectCA",
          "Coordinate",
          "DiscoveryChain",
          "ServerDiscovery",
          "Health",
          "Intention",
          "KV",
          "Tenancy",
          "PreparedQuery",
          "Session",
          "Txn",
          "AutoConfig",
          "FederationState",
          "Internal",
          "PeerStream",
          "Peering",
          "DataPlane",
          "DNS",
          "Subscribe",
          "Resource");

  private static final List<String> MODES = List.of("permissive", "enforcing", "disabled");

  private static final Shape SHAPE = shapeOfAll();

  private static Shape shapeOfAll() {
    Shape.Builder fields =
        Shape.fields()
            .always("Kind", Type.TEXT)
            .always("Name", Type.TEXT)
            .always("Mode", Type.TEXT)
            .values(MODES.toArray(String[]::new))
            .says("Whether too many requests are refused, or only counted.")
            .optional("Meta", Type.TEXT_MAP)
            .always("ReadRate", RATE)
            .always("WriteRate", RATE);
    for (String category : CATEGORIES) {
      fields.pointer(category, RATES).noAlias();
    }
    return fields.tenancy().add(CommonFields.HASH).build();
  }

  @Override
  public String name() {
    return "control-plane-request-limit";
  }

  @Override
  public String purpose() {
    return "How much each caller may ask of the servers.";
  }

  @Override
  public Since since() {
    return Since.of(1, 16, 0);
  }

  @Override
  public boolean enterprise() {
    return true;
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public Value.Fields normalise(Value.Fields entry, Gate server) {
    return TenancyFields.hideDefaults(entry.with("Kind", Value.text(name())));
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
    if (!MODES.contains(entry.text("Mode"))) {
      findings.fail(
          entry,
          "Mode",
          "unsupported mode "
              + GoFormat.quote(entry.text("Mode"))
              + ", must be one of permissive, enforcing, or disabled");
    }
  }
}
