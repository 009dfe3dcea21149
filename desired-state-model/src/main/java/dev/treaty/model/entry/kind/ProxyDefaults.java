package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Field;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.GoWords;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.GoFormat;
import dev.treaty.model.value.GoJsonSyntax;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Set;

/** {@code proxy-defaults}: what holds for every proxy of a cluster. */
final class ProxyDefaults implements EntryKind {

  private static final Type.Struct ACCESS_LOGS =
      new Type.Struct(
          Shape.fields()
              .optional("Enabled", Type.FLAG)
              .optional("DisableListenerLogs", Type.FLAG)
              .optional("Type", new Type.Text("structs.LogSinkType"))
              .optional("Path", Type.TEXT)
              .optional("JSONFormat", Type.TEXT)
              .optional("TextFormat", Type.TEXT)
              .build());

  private static final Shape SHAPE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .always("Name", Type.TEXT)
          .always("Config", Type.OPAQUE)
          .optional("Mode", MeshShapes.MODE)
          .optional("TransparentProxy", MeshShapes.TRANSPARENT_PROXY)
          .optional("MutualTLSMode", MeshShapes.MUTUAL_TLS_MODE)
          .since(1, 16, 0)
          .optional("MeshGateway", MeshShapes.MESH_GATEWAY)
          .optional("Expose", MeshShapes.EXPOSE)
          .optional("AccessLogs", ACCESS_LOGS)
          .since(1, 15, 0)
          .optional("EnvoyExtensions", MeshShapes.EXTENSIONS)
          .since(1, 15, 0)
          .pointer("FailoverPolicy", MeshShapes.FAILOVER_POLICY)
          .since(1, 16, 0)
          .pointer("PrioritizeByLocality", MeshShapes.LOCALITY)
          .since(1, 16, 0)
          .optional("Meta", Type.TEXT_MAP)
          .add(Field.hidden("Protocol", Type.TEXT).since(CommonFields.SINCE_HASH))
          .tenancy()
          .add(CommonFields.HASH)
          .build();

  private static final Set<String> LOG_TYPES = Set.of("", "stdout", "stderr", "file");

  @Override
  public String name() {
    return "proxy-defaults";
  }

  @Override
  public String purpose() {
    return "What holds for every proxy of a cluster.";
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public Value.Fields normalise(Value.Fields entry, Gate server) {
    Value.Fields named =
        TenancyFields.hideDefaults(entry.with("Kind", Value.text(name())).without("Namespace"));
    return named.text("Name").isEmpty() ? named.with("Name", Value.text("global")) : named;
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    MeshShapes.lintModes(entry, findings);
    if (server.atLeast(1, 17, 3)) {
      protocol(entry, server, findings);
    }
    String name = entry.text("Name");
    if (!name.equals("global")) {
      findings.failEarly(
          entry,
          "Name",
          "invalid name (" + GoFormat.quote(name) + "), only \"global\" is supported");
    }
    accessLogs(entry.fields("AccessLogs"), findings);
    if (MetaRule.fails(entry, findings)) {
      return;
    }
    String socket = entry.fields("Config").text("envoy_hcp_metrics_bind_socket_dir");
    if (socket.length() > 70) {
      findings.fail(
          entry,
          "Config.envoy_hcp_metrics_bind_socket_dir",
          "Config: envoy_hcp_metrics_bind_socket_dir length "
              + socket.length()
              + " exceeds max 70");
    }
    if (ExtensionRule.fails(entry, server, findings)) {
      return;
    }
    if (!FailoverRule.MODES.contains(entry.fields("FailoverPolicy").text("Mode"))) {
      findings.fail(
          entry.fields("FailoverPolicy"),
          "Mode",
          "Failover-policy mode must be one of '', 'sequential', or 'order-by-locality'");
    }
    if (!entry.fields("PrioritizeByLocality").text("Mode").isEmpty() && !server.enterprise()) {
      findings.fail(
          entry.fields("PrioritizeByLocality"),
          "Mode",
          "Prioritize-by-locality requires Consul Enterprise ");
    }
    MeshShapes.mutualTls(entry, findings);
    if (server.atLeast(1, 15, 8) && !server.atLeast(1, 17, 3)) {
      protocol(entry, server, findings);
    }
  }

  /** Newer servers derive a field from {@code Config.protocol}, since 1.17.3 before all rules. */
  private static void protocol(Value.Fields entry, Gate server, Findings findings) {
    GoWords words = GoWords.of(server);
    entry
        .fields("Config")
        .map()
        .forEach((key, value) -> {
          if (key.equalsIgnoreCase("protocol")
              && (value instanceof Value.Fields || value instanceof Value.Items)) {
            String text = words.unconvertible("protocol", "string", value);
            findings.failEarly(entry, "Config." + key, words.all(List.of(text)));
          }
        });
  }

  private static void accessLogs(Value.Fields logs, Findings findings) {
    String type = logs.text("Type");
    String path = logs.text("Path");
    if (!LOG_TYPES.contains(type)) {
      findings.fail(logs, "Type", "invalid access log type: " + type);
    }
    if (type.equals("file") && path.isEmpty()) {
      findings.fail(logs, "Path", "path must be specified when using file type access logs");
    }
    String json = logs.text("JSONFormat");
    if (!json.isEmpty() && !logs.text("TextFormat").isEmpty()) {
      findings.fail(logs, "TextFormat", "cannot specify both access log JSONFormat and TextFormat");
    }
    if (!type.equals("file") && !path.isEmpty()) {
      findings.fail(logs, "Path", "path is only valid for file type access logs");
    }
    if (!json.isEmpty()) {
      GoJsonSyntax.fault(json)
          .ifPresent(fault ->
              findings.fail(
                  logs, "JSONFormat", "invalid access log json for JSON format: " + fault));
    }
  }
}
