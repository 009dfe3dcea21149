package dev.treaty.agent.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Writes a proxy's configuration as the server and as the agent print it. */
public final class ProxyJson {

  private static final ObjectMapper OPAQUE =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private ProxyJson() {}

  /** As {@code /v1/catalog} and {@code /v1/health} do. */
  public static void server(JsonGenerator json, ProxyConfig proxy) throws IOException {
    json.writeStartObject();
    if (proxy.equals(ProxyConfig.NONE)) {
      json.writeStringField("Mode", "");
      empty(json, "MeshGateway");
      empty(json, "Expose");
      json.writeEndObject();
      return;
    }
    // Go prints the two that are shadowed by pointers before all others.
    transparent(json, proxy);
    logs(json, proxy);
    start(json, proxy);
    json.writeStringField("Mode", proxy.mode());
    rest(json, proxy, true);
    json.writeEndObject();
  }

  /** As {@code /v1/agent/services} does. */
  public static void agent(JsonGenerator json, ProxyConfig proxy) throws IOException {
    json.writeStartObject();
    start(json, proxy);
    CatalogJson.unlessEmpty(json, "Mode", proxy.mode());
    transparent(json, proxy);
    rest(json, proxy, false);
    logs(json, proxy);
    json.writeEndObject();
  }

  private static void start(JsonGenerator json, ProxyConfig proxy) throws IOException {
    extensions(json, proxy.envoyExtensions());
    CatalogJson.unlessEmpty(json, "DestinationServiceName", proxy.destinationServiceName());
    CatalogJson.unlessEmpty(json, "DestinationServiceID", proxy.destinationServiceId());
    CatalogJson.unlessEmpty(json, "LocalServiceAddress", proxy.localServiceAddress());
    CatalogJson.number(json, "LocalServicePort", proxy.localServicePort());
    CatalogJson.unlessEmpty(json, "LocalServiceSocketPath", proxy.localServiceSocketPath());
  }

  private static void transparent(JsonGenerator json, ProxyConfig proxy) throws IOException {
    if (!proxy.transparent().equals(ProxyConfig.Transparent.NONE)) {
      json.writeObjectFieldStart("TransparentProxy");
      CatalogJson.number(json, "OutboundListenerPort", proxy.transparent().outboundListenerPort());
      CatalogJson.ifTrue(json, "DialedDirectly", proxy.transparent().dialedDirectly());
      json.writeEndObject();
    }
  }

  private static void logs(JsonGenerator json, ProxyConfig proxy) throws IOException {
    ProxyConfig.AccessLogs logs = proxy.accessLogs();
    if (!logs.equals(ProxyConfig.AccessLogs.NONE)) {
      json.writeObjectFieldStart("AccessLogs");
      CatalogJson.ifTrue(json, "Enabled", logs.enabled());
      CatalogJson.ifTrue(json, "DisableListenerLogs", logs.disableListenerLogs());
      CatalogJson.unlessEmpty(json, "Type", logs.type());
      CatalogJson.unlessEmpty(json, "Path", logs.path());
      CatalogJson.unlessEmpty(json, "JSONFormat", logs.jsonFormat());
      CatalogJson.unlessEmpty(json, "TextFormat", logs.textFormat());
      json.writeEndObject();
    }
  }

  private static void rest(JsonGenerator json, ProxyConfig proxy, boolean server)
      throws IOException {
    opaque(json, "Config", proxy.config());
    if (!proxy.upstreams().isEmpty()) {
      json.writeArrayFieldStart("Upstreams");
      for (ProxyConfig.Upstream upstream : proxy.upstreams()) {
        upstream(json, upstream, server);
      }
      json.writeEndArray();
    }
    meshGateway(json, proxy.meshGatewayMode());
    json.writeObjectFieldStart("Expose");
    CatalogJson.ifTrue(json, "Checks", proxy.expose().checks());
    if (!proxy.expose().paths().isEmpty()) {
      json.writeArrayFieldStart("Paths");
      for (ProxyConfig.ExposePath path : proxy.expose().paths()) {
        json.writeStartObject();
        CatalogJson.number(json, "ListenerPort", path.listenerPort());
        CatalogJson.unlessEmpty(json, "Path", path.path());
        CatalogJson.number(json, "LocalPathPort", path.localPathPort());
        CatalogJson.unlessEmpty(json, "Protocol", path.protocol());
        CatalogJson.ifTrue(json, "ParsedFromCheck", path.parsedFromCheck());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void upstream(JsonGenerator json, ProxyConfig.Upstream upstream, boolean server)
      throws IOException {
    json.writeStartObject();
    if (server) {
      json.writeStringField("DestinationType", upstream.destinationType());
    } else {
      CatalogJson.unlessEmpty(json, "DestinationType", upstream.destinationType());
    }
    if (server) {
      CatalogJson.unlessEmpty(json, "DestinationNamespace", upstream.destinationNamespace());
      CatalogJson.unlessEmpty(json, "DestinationPartition", upstream.destinationPartition());
    } else {
      CatalogJson.unlessEmpty(json, "DestinationPartition", upstream.destinationPartition());
      CatalogJson.unlessEmpty(json, "DestinationNamespace", upstream.destinationNamespace());
    }
    CatalogJson.unlessEmpty(json, "DestinationPeer", upstream.destinationPeer());
    json.writeStringField("DestinationName", upstream.destinationName());
    if (server) {
      json.writeStringField("Datacenter", upstream.datacenter());
    } else {
      CatalogJson.unlessEmpty(json, "Datacenter", upstream.datacenter());
    }
    CatalogJson.unlessEmpty(json, "LocalBindAddress", upstream.localBindAddress());
    CatalogJson.number(json, "LocalBindPort", upstream.localBindPort());
    CatalogJson.unlessEmpty(json, "LocalBindSocketPath", upstream.localBindSocketPath());
    CatalogJson.unlessEmpty(json, "LocalBindSocketMode", upstream.localBindSocketMode());
    opaque(json, "Config", upstream.config());
    meshGateway(json, upstream.meshGatewayMode());
    json.writeEndObject();
  }

  private static void meshGateway(JsonGenerator json, String mode) throws IOException {
    json.writeObjectFieldStart("MeshGateway");
    CatalogJson.unlessEmpty(json, "Mode", mode);
    json.writeEndObject();
  }

  private static void empty(JsonGenerator json, String field) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeEndObject();
  }

  private static void extensions(JsonGenerator json, String text) throws IOException {
    if (text.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("EnvoyExtensions");
    for (JsonNode each : OPAQUE.readTree(text)) {
      json.writeStartObject();
      json.writeStringField("Name", each.path("Name").asText());
      json.writeBooleanField("Required", each.path("Required").asBoolean());
      json.writeFieldName("Arguments");
      OPAQUE.writeValue(json, OPAQUE.treeToValue(each.path("Arguments"), Object.class));
      json.writeStringField("ConsulVersion", each.path("ConsulVersion").asText());
      json.writeStringField("EnvoyVersion", each.path("EnvoyVersion").asText());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void opaque(JsonGenerator json, String field, String text) throws IOException {
    if (!text.isEmpty()) {
      json.writeFieldName(field);
      OPAQUE.writeValue(json, OPAQUE.readValue(text, Object.class));
    }
  }
}
