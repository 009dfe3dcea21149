package dev.treaty.agent.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.treaty.agent.catalog.CatalogJson;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.catalog.ProxyJson;
import dev.treaty.agent.catalog.ServiceRow;
import dev.treaty.agent.catalog.ServiceRules;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the agent's services and checks as its own endpoints print them. */
final class AgentJson {

  private AgentJson() {}

  /** A service; the content hash only where it is not empty. */
  static void service(JsonGenerator json, ServiceRow row, String datacenter, String hash)
      throws IOException {
    json.writeStartObject();
    unlessEmpty(json, "Kind", row.kind());
    json.writeStringField("ID", row.id());
    json.writeStringField("Service", row.name());
    json.writeFieldName("Tags");
    CatalogJson.texts(json, row.tags());
    json.writeFieldName("Meta");
    CatalogJson.textMap(json, row.meta());
    json.writeNumberField("Port", row.port());
    json.writeStringField("Address", row.address());
    unlessEmpty(json, "SocketPath", row.socketPath());
    CatalogJson.addresses(json, "TaggedAddresses", row.taggedAddresses());
    json.writeFieldName("Weights");
    CatalogJson.weights(json, row.weights());
    json.writeBooleanField("EnableTagOverride", row.enableTagOverride());
    unlessEmpty(json, "ContentHash", hash);
    if (row.kind().equals(ServiceRow.CONNECT_PROXY) || ServiceRules.isGateway(row.kind())) {
      json.writeFieldName("Proxy");
      ProxyJson.agent(json, row.proxy());
    }
    if (row.mesh().nativeMesh()) {
      json.writeObjectFieldStart("Connect");
      json.writeBooleanField("Native", true);
      json.writeEndObject();
    }
    if (!row.tenancy().namespace().equals("default")) {
      json.writeStringField("Namespace", row.tenancy().namespace());
    }
    json.writeStringField("Datacenter", datacenter);
    if (!row.locality().unknown()) {
      json.writeObjectFieldStart("Locality");
      json.writeStringField("Region", row.locality().region());
      json.writeStringField("Zone", row.locality().zone());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** The hash of what {@link #service} writes: 64 bits of FNV-1a, in hexadecimal. */
  static String hash(ServiceRow row) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      service(json, row, "", "");
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.toString().getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return Long.toHexString(hash);
  }

  /** A check as {@code agent/checks} prints it. */
  static void check(JsonGenerator json, CheckRow row) throws IOException {
    CatalogJson.check(json, row, 0, 0);
  }

  /** A service with its checks as {@code agent/health/service} prints them. */
  static void health(
      JsonGenerator json, String status, ServiceRow row, List<CheckRow> checks, String datacenter)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("AggregatedStatus", status);
    json.writeFieldName("Service");
    service(json, row, datacenter, "");
    json.writeArrayFieldStart("Checks");
    for (CheckRow check : checks) {
      healthCheck(json, check);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Consul copies only some fields of a check here and prints the rest as zeros. */
  private static void healthCheck(JsonGenerator json, CheckRow row) throws IOException {
    json.writeStartObject();
    json.writeStringField("Node", row.node());
    json.writeStringField("CheckID", row.id());
    json.writeStringField("Name", row.name());
    json.writeStringField("Status", row.status());
    json.writeStringField("Notes", row.notes());
    json.writeStringField("Output", row.output());
    json.writeStringField("ServiceID", row.serviceId());
    json.writeStringField("ServiceName", row.serviceName());
    json.writeFieldName("ServiceTags");
    if (row.serviceTags().isEmpty()) {
      json.writeNull();
    } else {
      CatalogJson.texts(json, row.serviceTags());
    }
    json.writeStringField("Type", "");
    json.writeNumberField("ExposedPort", 0);
    json.writeObjectFieldStart("Definition");
    json.writeStringField("Interval", "0s");
    json.writeStringField("Timeout", "0s");
    json.writeStringField("DeregisterCriticalServiceAfter", "0s");
    json.writeStringField("HTTP", "");
    json.writeNullField("Header");
    json.writeStringField("Method", "");
    json.writeStringField("Body", "");
    json.writeStringField("TLSServerName", "");
    json.writeBooleanField("TLSSkipVerify", false);
    json.writeStringField("TCP", "");
    json.writeBooleanField("TCPUseTLS", false);
    json.writeStringField("UDP", "");
    json.writeStringField("GRPC", "");
    json.writeStringField("OSService", "");
    json.writeBooleanField("GRPCUseTLS", false);
    json.writeEndObject();
    json.writeNumberField("CreateIndex", 0);
    json.writeNumberField("ModifyIndex", 0);
    json.writeEndObject();
  }

  private static void unlessEmpty(JsonGenerator json, String field, String text)
      throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(field, text);
    }
  }
}
