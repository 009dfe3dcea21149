package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.util.List;

/** {@code mesh}: what holds for the mesh as a whole; its one entry has no name. */
final class Mesh implements EntryKind {

  private static final String[] SLASH_ACTIONS = {
    "IMPLEMENTATION_SPECIFIC_DEFAULT",
    "KEEP_UNCHANGED",
    "REJECT_REQUEST",
    "UNESCAPE_AND_REDIRECT",
    "UNESCAPE_AND_FORWARD"
  };
  private static final String[] UNDERSCORE_ACTIONS = {"ALLOW", "REJECT_REQUEST", "DROP_HEADER"};

  private static final Type.Struct DIRECTION =
      new Type.Struct(
          Shape.fields()
              .optional("TLSMinVersion", TlsRule.VERSION)
              .values(TlsRule.VERSIONS)
              .says("The oldest TLS version that is used.")
              .optional("TLSMaxVersion", TlsRule.VERSION)
              .values(TlsRule.VERSIONS)
              .says("The newest TLS version that is used.")
              .optional("CipherSuites", TlsRule.CIPHER_SUITES)
              .says("The cipher suites for TLS 1.2 and older.")
              .build());

  private static final Type.Struct NORMALIZATION =
      new Type.Struct(
          Shape.fields()
              .always("InsecureDisablePathNormalization", Type.FLAG)
              .says("Leaves paths as they come; L7 intentions can then be walked around.")
              .always("MergeSlashes", Type.FLAG)
              .says("Takes slashes that follow each other for one.")
              .always(
                  "PathWithEscapedSlashesAction",
                  new Type.Text("structs.PathWithEscapedSlashesAction"))
              .values(SLASH_ACTIONS)
              .says("What becomes of paths with escaped slashes.")
              .always(
                  "HeadersWithUnderscoresAction",
                  new Type.Text("structs.HeadersWithUnderscoresAction"))
              .values(UNDERSCORE_ACTIONS)
              .says("What becomes of headers with underscores.")
              .build());

  private static final Type.Struct HTTP =
      new Type.Struct(
          Shape.fields()
              .always("SanitizeXForwardedClientCert", Type.FLAG)
              .says("Takes the header x-forwarded-client-cert away from requests to services.")
              .pointer(
                  "Incoming",
                  new Type.Struct(
                      Shape.fields()
                          .pointer("RequestNormalization", NORMALIZATION)
                          .says("How paths and headers are brought to one form.")
                          .build()))
              .since(1, 20, 1)
              .says("What holds for requests to services.")
              .build());

  private static final Shape SHAPE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .always(
              "TransparentProxy",
              new Type.Struct(
                  Shape.fields()
                      .always("MeshDestinationsOnly", Type.FLAG)
                      .says("Lets transparent proxies reach nothing outside the mesh.")
                      .build()))
          .says("What holds for transparent proxies.")
          .optional("AllowEnablingPermissiveMutualTLS", Type.FLAG)
          .since(1, 16, 0)
          .says("Lets services set MutualTLSMode to permissive.")
          .optional("ValidateClusters", Type.FLAG)
          .since(1, 19, 2)
          .says("Makes Envoy refuse routes to clusters that do not exist.")
          .pointer(
              "TLS",
              new Type.Struct(
                  Shape.fields()
                      .pointer("Incoming", DIRECTION)
                      .says("For connections to services.")
                      .pointer("Outgoing", DIRECTION)
                      .says("For connections from services.")
                      .build()))
          .says("The TLS versions and cipher suites of proxies.")
          .pointer("HTTP", HTTP)
          .says("How proxies treat HTTP requests.")
          .pointer(
              "Peering",
              new Type.Struct(
                  Shape.fields()
                      .always("PeerThroughMeshGateways", Type.FLAG)
                      .says("Leads peering traffic of servers through mesh gateways.")
                      .build()))
          .says("How this cluster talks to its peers.")
          .optional("Meta", Type.TEXT_MAP)
          .tenancy()
          .add(CommonFields.HASH)
          .build();

  @Override
  public String name() {
    return "mesh";
  }

  @Override
  public String purpose() {
    return "What holds for the mesh as a whole.";
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
    if (MetaRule.fails(entry, findings)) {
      return;
    }
    Value.Fields tls = entry.fields("TLS");
    TlsRule.check(tls.fields("Incoming"), "error in incoming TLS configuration: ", findings);
    TlsRule.check(tls.fields("Outgoing"), "error in outgoing TLS configuration: ", findings);
    Value.Fields normalization =
        entry.fields("HTTP").fields("Incoming").fields("RequestNormalization");
    action(normalization, "PathWithEscapedSlashesAction", SLASH_ACTIONS, findings);
    action(normalization, "HeadersWithUnderscoresAction", UNDERSCORE_ACTIONS, findings);
    if (normalization.flag("InsecureDisablePathNormalization")) {
      findings.warn(
          normalization,
          "InsecureDisablePathNormalization",
          "intentions on paths can be walked around by other spellings of a path");
    }
  }

  private static void action(Value.Fields map, String key, String[] legal, Findings findings) {
    String action = map.text(key);
    if (!action.isEmpty() && !List.of(legal).contains(action)) {
      findings.fail(
          map,
          key,
          "error in HTTP incoming request normalization configuration: no matching "
              + key
              + " value found for "
              + action
              + ", please specify one of ["
              + String.join(", ", legal)
              + "]");
    }
  }
}
