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
import java.util.Set;

/** {@code terminating-gateway}: which services outside the mesh are reached through it. */
final class TerminatingGateway implements EntryKind {

  private static final Shape SERVICE =
      Shape.fields()
          .optional("Name", Type.TEXT)
          .says("The service; * for all.")
          .optional("CAFile", Type.TEXT)
          .says("A file with the certificates that the service's own is checked against.")
          .optional("CertFile", Type.TEXT)
          .says("A file with the gateway's certificate.")
          .optional("KeyFile", Type.TEXT)
          .says("A file with its key.")
          .optional("SNI", Type.TEXT)
          .says("The name that the service is asked for.")
          .optional("DisableAutoHostRewrite", Type.FLAG)
          .since(1, 18, 2)
          .noAlias()
          .says("Leaves the host header as it comes.")
          .tenancy()
          .build();

  private static final Shape SHAPE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .always("Name", Type.TEXT)
          .says("The gateway's service name.")
          .always(
              "Services",
              new Type.Structs(SERVICE, List.of("Name", "Namespace", "Partition"), Type.Order.FREE))
          .says("The services behind the gateway.")
          .optional("Meta", Type.TEXT_MAP)
          .tenancy()
          .add(CommonFields.HASH)
          .build();

  @Override
  public String name() {
    return "terminating-gateway";
  }

  @Override
  public String purpose() {
    return "Which services outside the mesh are reached through a gateway.";
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public Value.Fields normalise(Value.Fields entry, Gate server) {
    Value.Fields outer = TenancyFields.hideDefaults(entry.with("Kind", Value.text(name())));
    return Rewrite.each(outer, "Services", service -> TenancyFields.placed(service, outer));
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    if (MetaRule.fails(entry, findings)) {
      return;
    }
    Set<String> seen = new HashSet<>();
    for (Value.Fields service : entry.maps("Services")) {
      service(service, seen, findings);
    }
    NameRules.required(entry, findings);
  }

  private static void service(Value.Fields service, Set<String> seen, Findings findings) {
    String name = GoFormat.quote(service.text("Name"));
    if (service.text("Name").isEmpty()) {
      findings.fail(service, "Name", "Service name cannot be blank.");
    }
    if (service.text("Namespace").equals("*")) {
      findings.fail(
          service,
          "Namespace",
          "Wildcard namespace is not supported for terminating gateway services");
    }
    if (!seen.add(TenancyFields.qualified(service))) {
      findings.fail(
          service, "Name", "Service " + name + " was specified more than once within a namespace");
    }
    boolean hasCa = !service.text("CAFile").isEmpty();
    boolean hasCertificate = !service.text("CertFile").isEmpty();
    boolean hasKey = !service.text("KeyFile").isEmpty();
    if ((hasCertificate || hasKey) && !(hasCa && hasCertificate && hasKey)) {
      findings.fail(
          service,
          "CertFile",
          "Service "
              + name
              + " must have a CertFile, CAFile, and KeyFile specified for TLS origination");
    } else if (hasCa && service.text("SNI").isEmpty()) {
      findings.warn(
          service, "SNI", "TLS is set up without SNI: any certificate of the CA would do");
    }
  }
}
