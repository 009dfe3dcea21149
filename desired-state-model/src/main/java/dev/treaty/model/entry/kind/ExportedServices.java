package dev.treaty.model.entry.kind;

import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.schema.Field;
import dev.treaty.model.schema.Findings;
import dev.treaty.model.schema.Gate;
import dev.treaty.model.schema.Shape;
import dev.treaty.model.schema.Type;
import dev.treaty.model.value.Value;
import java.util.List;

/** {@code exported-services}: which services other partitions and peers may see. */
final class ExportedServices implements EntryKind {

  private static final Shape CONSUMER =
      Shape.fields()
          .optional("Partition", Type.TEXT)
          .optional("Peer", Type.TEXT)
          .but(field -> field.alias("peer_name"))
          .optional("SamenessGroup", Type.TEXT)
          .since(1, 16, 0)
          .build();

  private static final Shape SERVICE =
      Shape.fields()
          .always("Name", Type.TEXT)
          .optional("Namespace", Type.TEXT)
          .optional(
              "Consumers",
              new Type.Structs(
                  CONSUMER, List.of("Peer", "Partition", "SamenessGroup"), Type.Order.FREE))
          .build();

  private static final Shape SHAPE =
      Shape.fields()
          .always("Kind", Type.TEXT)
          .always("Name", Type.TEXT)
          .optional(
              "Services", new Type.Structs(SERVICE, List.of("Name", "Namespace"), Type.Order.FREE))
          .optional("Meta", Type.TEXT_MAP)
          .optional("Partition", Type.TEXT)
          .but(Field::onlyEnterprise)
          .dropped("Namespace", Type.TEXT)
          .but(Field::onlyEnterprise)
          .add(CommonFields.HASH)
          .build();

  @Override
  public String name() {
    return "exported-services";
  }

  @Override
  public String purpose() {
    return "Which services other clusters and partitions may see.";
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public Value.Fields normalise(Value.Fields entry, Gate server) {
    Value.Fields named =
        Rewrite.each(
            TenancyFields.hideDefaults(entry.with("Kind", Value.text(name()))),
            "Services",
            service ->
                server.enterprise()
                    ? TenancyFields.hideDefault(service, "Namespace")
                    : service.without("Namespace"));
    String name = named.text("Name");
    boolean ownPartition =
        server.enterprise() && named.text("Partition").isEmpty() && !name.isEmpty();
    return ownPartition && !name.equals("default")
        ? named.with("Partition", Value.text(name))
        : named;
  }

  @Override
  public void check(Value.Fields entry, Gate server, Findings findings) {
    String partition = entry.text("Partition").isEmpty() ? "default" : entry.text("Partition");
    if (!entry.text("Name").equals(partition)) {
      findings.fail(
          entry,
          "Name",
          server.enterprise()
              ? "exported-services Name must be the name of its partition: \"" + partition + "\""
              : "exported-services Name must be \"default\"");
    }
    if (MetaRule.fails(entry, findings)) {
      return;
    }
    List<Value.Fields> services = entry.maps("Services");
    if (!server.enterprise()) {
      enterpriseOnly(services, findings);
    }
    for (int i = 0; i < services.size(); i++) {
      service(services.get(i), "Services[" + i + "]", server, findings);
    }
  }

  /** Checked for all services before anything else. */
  private static void enterpriseOnly(List<Value.Fields> services, Findings findings) {
    for (int i = 0; i < services.size(); i++) {
      List<Value.Fields> consumers = services.get(i).maps("Consumers");
      for (int j = 0; j < consumers.size(); j++) {
        if (!consumers.get(j).text("SamenessGroup").isEmpty()) {
          findings.fail(
              consumers.get(j),
              "SamenessGroup",
              "Services["
                  + i
                  + "].Consumers["
                  + j
                  + "]: sameness-groups are an enterprise-only feature");
        }
      }
    }
  }

  private static void service(Value.Fields service, String at, Gate server, Findings findings) {
    if (service.text("Name").isEmpty()) {
      findings.fail(service, "Name", at + ": service name cannot be empty");
    }
    if (server.enterprise()
        && service.text("Namespace").equals("*")
        && !service.text("Name").equals("*")) {
      findings.fail(
          service, "Namespace", at + ": service name must be wildcard if namespace is wildcard");
    }
    List<Value.Fields> consumers = service.maps("Consumers");
    if (consumers.isEmpty()) {
      findings.fail(service, "Consumers", at + ": must have at least one consumer");
    }
    for (int j = 0; j < consumers.size(); j++) {
      consumer(consumers.get(j), at + ".Consumers[" + j + "]", findings);
    }
  }

  private static void consumer(Value.Fields consumer, String at, Findings findings) {
    String peer = consumer.text("Peer");
    String partition = consumer.text("Partition");
    String group = consumer.text("SamenessGroup");
    int given =
        (peer.isEmpty() ? 0 : 1) + (partition.isEmpty() ? 0 : 1) + (group.isEmpty() ? 0 : 1);
    if (given > 1) {
      findings.fail(
          consumer,
          peer.isEmpty() ? "Partition" : "Peer",
          at + ": must define at most one of Peer, Partition, or SamenessGroup");
    }
    if (partition.equals("*")) {
      findings.fail(
          consumer, "Partition", at + ": exporting to all partitions (wildcard) is not supported");
    }
    if (peer.equals("*")) {
      findings.fail(consumer, "Peer", at + ": exporting to all peers (wildcard) is not supported");
    }
    if (given == 0) {
      findings.warn(
          consumer, "", "this consumer names nobody: the export reaches no one through it");
    }
  }
}
