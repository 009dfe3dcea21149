package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Set;

/** What {@code service-defaults} and {@code proxy-defaults} have in common. */
final class MeshShapes {

  static final Type.Text MODE = new Type.Text("structs.ProxyMode");
  static final Type.Text MUTUAL_TLS_MODE = new Type.Text("structs.MutualTLSMode");

  static final Type.Struct TRANSPARENT_PROXY =
      new Type.Struct(
          Shape.fields()
              .optional("OutboundListenerPort", Type.INT)
              .optional("DialedDirectly", Type.FLAG)
              .build());

  static final Type.Struct MESH_GATEWAY =
      new Type.Struct(
          Shape.fields().optional("Mode", new Type.Text("structs.MeshGatewayMode")).build());

  private static final Shape EXPOSED_PATH =
      Shape.fields()
          .optional("ListenerPort", Type.INT)
          .optional("Path", Type.TEXT)
          .optional("LocalPathPort", Type.INT)
          .optional("Protocol", Type.TEXT)
          .optional("ParsedFromCheck", Type.FLAG)
          .build();

  static final Type.Struct EXPOSE =
      new Type.Struct(
          Shape.fields()
              .optional("Checks", Type.FLAG)
              .optional("Paths", new Type.Structs(EXPOSED_PATH, List.of("Path"), Type.Order.COUNTS))
              .build());

  static final Type.Structs EXTENSIONS =
      new Type.Structs(
          Shape.fields()
              .always("Name", Type.TEXT)
              .always("Required", Type.FLAG)
              .always("Arguments", Type.OPAQUE)
              .always("ConsulVersion", Type.TEXT)
              .noAlias()
              .always("EnvoyVersion", Type.TEXT)
              .noAlias()
              .build(),
          List.of("Name"),
          Type.Order.COUNTS);

  static final Type.Struct FAILOVER_POLICY =
      new Type.Struct(
          Shape.fields()
              .optional("Mode", Type.TEXT)
              .values("sequential", "order-by-locality")
              .optional("Regions", Type.TEXTS)
              .build());

  static final Type.Struct LOCALITY =
      new Type.Struct(Shape.fields().optional("Mode", Type.TEXT).build());

  private static final Set<String> MODES = Set.of("", "direct", "transparent");
  private static final Set<String> GATEWAY_MODES = Set.of("", "none", "local", "remote");
  private static final Set<String> TLS_MODES = Set.of("", "strict", "permissive");

  private MeshShapes() {}

  /** Warns of values that Consul stores but does not understand. */
  static void lintModes(Value.Fields entry, Findings findings) {
    lint(entry, "Mode", MODES, "direct or transparent", findings);
    lintGateway(entry, findings);
  }

  static void lintGateway(Value.Fields holder, Findings findings) {
    lint(holder.fields("MeshGateway"), "Mode", GATEWAY_MODES, "none, local or remote", findings);
  }

  private static void lint(
      Value.Fields map, String key, Set<String> legal, String shown, Findings findings) {
    if (!legal.contains(map.text(key))) {
      findings.warn(
          map,
          key,
          "Consul stores the mode " + GoFormat.quote(map.text(key)) + " but knows only " + shown);
    }
  }

  static void mutualTls(Value.Fields entry, Findings findings) {
    String mode = entry.text("MutualTLSMode");
    if (!TLS_MODES.contains(mode)) {
      findings.fail(
          entry,
          "MutualTLSMode",
          "Invalid MutualTLSMode "
              + GoFormat.quote(mode)
              + ". Must be one of \"\", \"strict\", or \"permissive\".");
    }
  }
}
