package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.util.List;

/** What gateways and routes have in common. */
final class GatewayShapes {

  static final Shape REFERENCE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .says("The kind of the entry that is meant.")
          .always("Name", Type.TEXT)
          .says("Its name.")
          .always("SectionName", Type.TEXT)
          .noAlias()
          .says("The part of it that is meant, such as a listener.")
          .tenancy()
          .build();

  static final Type.Structs REFERENCES =
      new Type.Structs(
          REFERENCE,
          List.of("Name", "Kind", "SectionName", "Partition", "Namespace"),
          Type.Order.COUNTS);

  private static final Shape CONDITION =
      Shape.fields()
          .always("Type", Type.TEXT)
          .always("Status", Type.TEXT)
          .always("Reason", Type.TEXT)
          .always("Message", Type.TEXT)
          .nullable("Resource", new Type.Struct(REFERENCE))
          .nullable("LastTransitionTime", Type.TIME)
          .noAlias()
          .build();

  /** What a server finds out about a gateway or route; nobody else can write it. */
  static final Type.Struct STATUS =
      new Type.Struct(Shape.fields().always("Conditions", Type.list(CONDITION)).build());

  static final Type.Struct SDS =
      new Type.Struct(
          Shape.fields()
              .optional("ClusterName", Type.TEXT)
              .says("The cluster that serves certificates.")
              .optional("CertResource", Type.TEXT)
              .says("The name of the certificate there.")
              .build());

  static final Type.Struct TLS =
      new Type.Struct(
          Shape.fields()
              .always("Enabled", Type.FLAG)
              .says("Whether the gateway speaks TLS.")
              .pointer("SDS", SDS)
              .says("Where certificates come from that are not the mesh's own.")
              .optional("TLSMinVersion", TlsRule.VERSION)
              .values(TlsRule.VERSIONS)
              .optional("TLSMaxVersion", TlsRule.VERSION)
              .values(TlsRule.VERSIONS)
              .optional("CipherSuites", TlsRule.CIPHER_SUITES)
              .build());

  static final Type.Struct SERVICE_TLS =
      new Type.Struct(Shape.fields().pointer("SDS", SDS).build());

  private GatewayShapes() {}

  /** A list of references with a kind where they have none, in the tenancy of their entry. */
  static Value.Fields references(Value.Fields holder, String key, String kind, Value.Fields entry) {
    return Rewrite.each(
        holder,
        key,
        reference -> {
          Value.Fields placed = TenancyFields.placed(reference, entry);
          return placed.text("Kind").isEmpty() && !kind.isEmpty()
              ? placed.with("Kind", Value.text(kind))
              : placed;
        });
  }
}
