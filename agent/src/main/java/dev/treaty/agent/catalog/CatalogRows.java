package dev.treaty.agent.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.treaty.agent.http.JsonBody;
import dev.treaty.agent.notation.GoStruct;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.Tenancy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rows as they travel over {@code /v1/catalog} and {@code /v1/health}: written and read back. */
public final class CatalogRows {

  private static final RegisterBody READER = new RegisterBody(Tenancy.DEFAULT, false, "");

  private CatalogRows() {}

  /** What {@code catalog/register} is sent. */
  public static byte[] registration(Register register) {
    NodeRow node = register.node();
    return bytes(json -> {
      json.writeStartObject();
      json.writeStringField("ID", node.id());
      json.writeStringField("Node", node.name());
      json.writeStringField("Address", node.address());
      json.writeStringField("Datacenter", node.datacenter());
      json.writeFieldName("TaggedAddresses");
      CatalogJson.textMap(json, node.taggedAddresses());
      json.writeFieldName("NodeMeta");
      CatalogJson.textMap(json, node.meta());
      if (!node.locality().unknown()) {
        json.writeFieldName("Locality");
        CatalogJson.locality(json, node.locality());
      }
      json.writeBooleanField("SkipNodeUpdate", register.skipNodeUpdate());
      if (register.service().isPresent()) {
        json.writeFieldName("Service");
        CatalogJson.service(json, bare(register.service().get()));
      }
      json.writeArrayFieldStart("Checks");
      for (CheckRow check : register.checks()) {
        CatalogJson.check(json, check, 0, 0);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  /** What {@code catalog/deregister} is sent. */
  public static byte[] deregistration(Deregister deregister) {
    return bytes(json -> {
      json.writeStartObject();
      json.writeStringField("Node", deregister.node());
      json.writeStringField("ServiceID", deregister.serviceId());
      json.writeStringField("CheckID", deregister.checkId());
      if (!deregister.tenancy().namespace().equals(Tenancy.DEFAULT.namespace())) {
        json.writeStringField("Namespace", deregister.tenancy().namespace());
      }
      json.writeEndObject();
    });
  }

  /** A node with its instances, as {@code catalog/node-services} answers. */
  public record NodeServices(Optional<NodeRow> node, List<ServiceRow> services) {

    public NodeServices {
      services = List.copyOf(services);
    }
  }

  /**
   * Reads what {@code catalog/node-services} answered.
   *
   * @throws dev.treaty.agent.notation.NotDecodableException if it is nothing of the kind
   */
  public static NodeServices nodeServices(byte[] body) {
    return GoStruct.decode(
        body,
        "NodeServiceList",
        struct -> {
          Optional<NodeRow> node = struct.object(CatalogRows::node, "Node");
          String name = node.map(NodeRow::name).orElse("");
          List<ServiceRow> services =
              struct.objects(it -> READER.service(it, Tenancy.DEFAULT), "Services").stream()
                  .map(row -> row.importedFrom(row.peer(), name))
                  .toList();
          return new NodeServices(node, services);
        });
  }

  private static NodeRow node(GoStruct struct) {
    struct.ignore("CreateIndex", "ModifyIndex");
    String partition = struct.text("Partition");
    return new NodeRow(
        struct.text("PeerName"),
        partition.isEmpty() ? Tenancy.DEFAULT.partition() : partition,
        struct.text("ID"),
        struct.text("Node"),
        struct.text("Address"),
        struct.text("Datacenter"),
        struct.textMap("TaggedAddresses"),
        struct.textMap("Meta"),
        CatalogBody.locality(struct));
  }

  /**
   * Reads what {@code health/node} answered.
   *
   * @throws dev.treaty.agent.notation.NotDecodableException if it is nothing of the kind
   */
  public static List<CheckRow> checks(byte[] body) {
    String wrapped = "{\"Checks\":" + new String(body, StandardCharsets.UTF_8) + "}";
    return GoStruct.decode(
        wrapped.getBytes(StandardCharsets.UTF_8),
        "HealthChecks",
        struct -> struct.objects(it -> READER.check(it, Tenancy.DEFAULT), "Checks"));
  }

  /** Says whether both are shown alike: what they were told in may differ in the order of keys. */
  public static boolean alike(ServiceRow a, ServiceRow b) {
    return a.equals(b)
        || Arrays.equals(
            bytes(json -> CatalogJson.service(json, bare(a))),
            bytes(json -> CatalogJson.service(json, bare(b))));
  }

  private static Stored<ServiceRow> bare(ServiceRow row) {
    return new Stored<>("", row, 0, 0);
  }

  private static byte[] bytes(JsonBody body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
    return out.toByteArray();
  }
}
