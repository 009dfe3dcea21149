package dev.treaty.agent.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treaty.agent.http.GoDuration;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.Tenancy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Writes rows as Consul's server prints them: field order, omissions and nulls included. */
public final class CatalogJson {

  private CatalogJson() {}

  /** A node. */
  public static void node(JsonGenerator json, Stored<NodeRow> stored) throws IOException {
    NodeRow row = stored.row();
    json.writeStartObject();
    json.writeStringField("ID", row.id());
    json.writeStringField("Node", row.name());
    json.writeStringField("Address", row.address());
    json.writeStringField("Datacenter", row.datacenter());
    unlessDefault(json, "Partition", row.partition());
    unlessEmpty(json, "PeerName", row.peer());
    json.writeFieldName("TaggedAddresses");
    textMapOrNull(json, row.taggedAddresses());
    json.writeFieldName("Meta");
    textMapOrNull(json, row.meta());
    if (!row.locality().unknown()) {
      json.writeFieldName("Locality");
      locality(json, row.locality());
    }
    indexes(json, stored);
    json.writeEndObject();
  }

  /** An instance as it stands on its node. */
  public static void service(JsonGenerator json, Stored<ServiceRow> stored) throws IOException {
    ServiceRow row = stored.row();
    json.writeStartObject();
    unlessEmpty(json, "Kind", row.kind());
    json.writeStringField("ID", row.id());
    json.writeStringField("Service", row.name());
    json.writeFieldName("Tags");
    texts(json, row.tags());
    json.writeStringField("Address", row.address());
    addresses(json, "TaggedAddresses", row.taggedAddresses());
    json.writeFieldName("Meta");
    textMapOrNull(json, row.meta());
    if (row.port() != 0) {
      json.writeNumberField("Port", row.port());
    }
    unlessEmpty(json, "SocketPath", row.socketPath());
    json.writeFieldName("Weights");
    weights(json, row.weights());
    json.writeBooleanField("EnableTagOverride", row.enableTagOverride());
    if (!row.locality().unknown()) {
      json.writeFieldName("Locality");
      locality(json, row.locality());
    }
    json.writeFieldName("Proxy");
    ProxyJson.server(json, row.proxy());
    json.writeFieldName("Connect");
    connect(json, row.mesh());
    tenancy(json, row.tenancy());
    json.writeStringField("PeerName", row.peer());
    indexes(json, stored);
    json.writeEndObject();
  }

  /** An instance together with its node, in one object. */
  public static void serviceNode(JsonGenerator json, Stored<ServiceRow> stored, NodeRow node)
      throws IOException {
    ServiceRow row = stored.row();
    json.writeStartObject();
    json.writeStringField("ID", node.id());
    json.writeStringField("Node", node.name());
    json.writeStringField("Address", node.address());
    json.writeStringField("Datacenter", node.datacenter());
    json.writeFieldName("TaggedAddresses");
    textMapOrNull(json, node.taggedAddresses());
    json.writeFieldName("NodeMeta");
    textMapOrNull(json, node.meta());
    json.writeStringField("ServiceKind", row.kind());
    json.writeStringField("ServiceID", row.id());
    json.writeStringField("ServiceName", row.name());
    json.writeFieldName("ServiceTags");
    texts(json, row.tags());
    json.writeStringField("ServiceAddress", row.address());
    addresses(json, "ServiceTaggedAddresses", row.taggedAddresses());
    json.writeFieldName("ServiceWeights");
    weights(json, row.weights());
    json.writeFieldName("ServiceMeta");
    textMap(json, row.meta());
    json.writeNumberField("ServicePort", row.port());
    json.writeStringField("ServiceSocketPath", row.socketPath());
    json.writeBooleanField("ServiceEnableTagOverride", row.enableTagOverride());
    json.writeFieldName("ServiceProxy");
    ProxyJson.server(json, row.proxy());
    json.writeFieldName("ServiceConnect");
    connect(json, row.mesh());
    json.writeFieldName("ServiceLocality");
    if (row.locality().unknown()) {
      json.writeNull();
    } else {
      locality(json, row.locality());
    }
    unlessEmpty(json, "PeerName", row.peer());
    tenancy(json, row.tenancy());
    indexes(json, stored);
    json.writeEndObject();
  }

  /** A check. */
  public static void check(JsonGenerator json, Stored<CheckRow> stored) throws IOException {
    check(json, stored.row(), stored.createIndex(), stored.modifyIndex());
  }

  /** A check under given indexes. */
  public static void check(JsonGenerator json, CheckRow row, long createIndex, long modifyIndex)
      throws IOException {
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
    texts(json, row.serviceTags());
    json.writeStringField("Type", row.type());
    json.writeStringField("Interval", row.interval());
    json.writeStringField("Timeout", row.timeout());
    json.writeNumberField("ExposedPort", row.exposedPort());
    unlessEmpty(json, "PeerName", row.peer());
    json.writeFieldName("Definition");
    definition(json, row.definition());
    tenancy(json, row.tenancy());
    json.writeNumberField("CreateIndex", createIndex);
    json.writeNumberField("ModifyIndex", modifyIndex);
    json.writeEndObject();
  }

  private static void definition(JsonGenerator json, CheckDefinition row) throws IOException {
    json.writeStartObject();
    duration(json, "Interval", row.intervalNanos());
    number(json, "OutputMaxSize", row.outputMaxSize());
    duration(json, "Timeout", row.timeoutNanos());
    duration(json, "DeregisterCriticalServiceAfter", row.deregisterAfterNanos());
    unlessEmpty(json, "HTTP", row.http());
    unlessEmpty(json, "TLSServerName", row.tlsServerName());
    ifTrue(json, "TLSSkipVerify", row.tlsSkipVerify());
    if (!row.header().isEmpty()) {
      json.writeObjectFieldStart("Header");
      for (Map.Entry<String, List<String>> entry : row.header().entrySet()) {
        json.writeFieldName(entry.getKey());
        texts(json, entry.getValue());
      }
      json.writeEndObject();
    }
    unlessEmpty(json, "Method", row.method());
    unlessEmpty(json, "Body", row.body());
    ifTrue(json, "DisableRedirects", row.disableRedirects());
    unlessEmpty(json, "TCP", row.tcp());
    ifTrue(json, "TCPUseTLS", row.tcpUseTls());
    unlessEmpty(json, "UDP", row.udp());
    unlessEmpty(json, "H2PING", row.h2ping());
    unlessEmpty(json, "OSService", row.osService());
    ifTrue(json, "H2PingUseTLS", row.h2pingUseTls());
    if (!row.scriptArgs().isEmpty()) {
      json.writeFieldName("ScriptArgs");
      texts(json, row.scriptArgs());
    }
    unlessEmpty(json, "DockerContainerID", row.dockerContainerId());
    unlessEmpty(json, "Shell", row.shell());
    unlessEmpty(json, "GRPC", row.grpc());
    ifTrue(json, "GRPCUseTLS", row.grpcUseTls());
    unlessEmpty(json, "AliasNode", row.aliasNode());
    unlessEmpty(json, "AliasService", row.aliasService());
    number(json, "TTL", row.ttlNanos());
    json.writeEndObject();
  }

  private static void connect(JsonGenerator json, MeshConfig mesh) throws IOException {
    json.writeStartObject();
    ifTrue(json, "Native", mesh.nativeMesh());
    MeshConfig.PeerMeta meta = mesh.peerMeta();
    if (!meta.equals(MeshConfig.PeerMeta.NONE)) {
      json.writeObjectFieldStart("PeerMeta");
      if (!meta.sni().isEmpty()) {
        json.writeFieldName("SNI");
        texts(json, meta.sni());
      }
      if (!meta.spiffeId().isEmpty()) {
        json.writeFieldName("SpiffeID");
        texts(json, meta.spiffeId());
      }
      unlessEmpty(json, "Protocol", meta.protocol());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void tenancy(JsonGenerator json, Tenancy tenancy) throws IOException {
    unlessDefault(json, "Partition", tenancy.partition());
    unlessDefault(json, "Namespace", tenancy.namespace());
  }

  private static void indexes(JsonGenerator json, Stored<?> stored) throws IOException {
    json.writeNumberField("CreateIndex", stored.createIndex());
    json.writeNumberField("ModifyIndex", stored.modifyIndex());
  }

  /** Weights. */
  public static void weights(JsonGenerator json, Weights weights) throws IOException {
    json.writeStartObject();
    json.writeNumberField("Passing", weights.passing());
    json.writeNumberField("Warning", weights.warning());
    json.writeEndObject();
  }

  static void locality(JsonGenerator json, Locality locality) throws IOException {
    json.writeStartObject();
    unlessEmpty(json, "Region", locality.region());
    unlessEmpty(json, "Zone", locality.zone());
    json.writeEndObject();
  }

  /** Tagged addresses; nothing where there are none. */
  public static void addresses(
      JsonGenerator json, String field, Map<String, ServiceAddress> addresses) throws IOException {
    if (addresses.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, ServiceAddress> entry : addresses.entrySet()) {
      json.writeObjectFieldStart(entry.getKey());
      json.writeStringField("Address", entry.getValue().address());
      json.writeNumberField("Port", entry.getValue().port());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** A list of strings. */
  public static void texts(JsonGenerator json, List<String> texts) throws IOException {
    json.writeStartArray();
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /** A map of strings. */
  public static void textMap(JsonGenerator json, Map<String, String> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, String> entry : map.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  private static void textMapOrNull(JsonGenerator json, Map<String, String> map)
      throws IOException {
    if (map.isEmpty()) {
      json.writeNull();
    } else {
      textMap(json, map);
    }
  }

  static void unlessEmpty(JsonGenerator json, String field, String text) throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(field, text);
    }
  }

  private static void unlessDefault(JsonGenerator json, String field, String text)
      throws IOException {
    if (!text.equals("default")) {
      json.writeStringField(field, text);
    }
  }

  static void ifTrue(JsonGenerator json, String field, boolean flag) throws IOException {
    if (flag) {
      json.writeBooleanField(field, true);
    }
  }

  static void number(JsonGenerator json, String field, long number) throws IOException {
    if (number != 0) {
      json.writeNumberField(field, number);
    }
  }

  private static void duration(JsonGenerator json, String field, long nanos) throws IOException {
    if (nanos != 0) {
      json.writeStringField(field, GoDuration.print(Duration.ofNanos(nanos)));
    }
  }
}
