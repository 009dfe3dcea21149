package dev.treaty.agent.status;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.settings.NetworkSettings;
import dev.treaty.agent.settings.Ports;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** {@code agent/self}: Consul's shape with what of it we can truly say. */
final class AgentSelf {

  private AgentSelf() {}

  static ApiResponse answer(AgentContext context) {
    return ApiResponse.json(json -> {
      json.writeStartObject();
      config(json, context);
      debugConfig(json, context);
      coord(json);
      json.writeFieldName("Member");
      MemberJson.write(json, context.cluster().self());
      stats(json, context);
      meta(json, context);
      xds(json, context);
      json.writeEndObject();
    });
  }

  private static void config(JsonGenerator json, AgentContext context) throws IOException {
    json.writeObjectFieldStart("Config");
    json.writeStringField("Datacenter", context.datacenter());
    json.writeStringField("PrimaryDatacenter", context.settings().primaryDatacenter());
    json.writeStringField("NodeName", context.nodeName());
    json.writeStringField("NodeID", context.nodeId());
    json.writeStringField("Revision", "");
    json.writeBooleanField("Server", context.settings().cluster().server());
    json.writeStringField("Version", context.settings().profile().version().toString());
    json.writeStringField("BuildDate", "1970-01-01T00:00:01Z");
    if (!context.settings().isCommunity()) {
      // Not Consul's: a client that judges entries before it sends them must know what we take.
      json.writeStringField("Edition", "enterprise");
    }
    json.writeEndObject();
  }

  private static void debugConfig(JsonGenerator json, AgentContext context) throws IOException {
    NetworkSettings network = context.settings().network();
    Ports ports = network.ports();
    String advertise = "tcp://" + network.advertiseAddress() + ":";
    json.writeObjectFieldStart("DebugConfig");
    json.writeBooleanField("ACLsEnabled", false);
    json.writeStringField("AdvertiseAddrLAN", network.advertiseAddress());
    json.writeStringField("AdvertiseAddrWAN", network.advertiseAddress());
    json.writeStringField("BindAddr", network.bindAddress());
    json.writeBooleanField("ConnectEnabled", context.settings().mesh().connectEnabled());
    json.writeStringField("DataDir", context.settings().dataDir().map(Object::toString).orElse(""));
    json.writeStringField("Datacenter", context.datacenter());
    json.writeBooleanField("DevMode", context.settings().dev());
    json.writeNumberField("GRPCPort", context.ports().port("grpc").orElse(ports.grpc()));
    json.writeNumberField("GRPCTLSPort", context.ports().port("grpc_tls").orElse(ports.grpcTls()));
    json.writeNumberField("HTTPPort", context.ports().port("http").orElse(ports.http()));
    json.writeNumberField("HTTPSPort", context.ports().port("https").orElse(ports.https()));
    json.writeStringField("NodeID", context.nodeId());
    json.writeStringField("NodeName", context.nodeName());
    json.writeBooleanField("PeeringEnabled", context.settings().mesh().peeringEnabled());
    json.writeStringField("PrimaryDatacenter", context.settings().primaryDatacenter());
    json.writeStringField(
        "RPCAdvertiseAddr", advertise + context.ports().port("server").orElse(ports.server()));
    json.writeStringField(
        "SerfAdvertiseAddrLAN",
        advertise + context.ports().port("serf_lan").orElse(ports.serfLan()));
    json.writeStringField("SerfAdvertiseAddrWAN", advertise + ports.serfWan());
    json.writeBooleanField("ServerMode", context.settings().cluster().server());
    json.writeStringField("Version", context.settings().profile().version().toString());
    json.writeEndObject();
  }

  private static void coord(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("Coord");
    json.writeArrayFieldStart("Vec");
    for (int i = 0; i < 8; i++) {
      json.writeNumber(0);
    }
    json.writeEndArray();
    json.writeFieldName("Error");
    json.writeRawValue("1.5");
    json.writeNumberField("Adjustment", 0);
    json.writeFieldName("Height");
    json.writeRawValue("0.00001");
    json.writeEndObject();
  }

  private static void stats(JsonGenerator json, AgentContext context) throws IOException {
    json.writeObjectFieldStart("Stats");
    strings(
        json,
        "agent",
        Map.of("check_monitors", "0", "check_ttls", "0", "checks", "0", "services", "0"));
    strings(
        json,
        "build",
        Map.of(
            "prerelease",
            "",
            "revision",
            "",
            "version",
            context.settings().profile().version().toString(),
            // What Consul Enterprise says: clients judge by it what may be written here.
            "version_metadata",
            context.settings().isCommunity() ? "" : "ent"));
    strings(json, "consul", ClusterStats.consul(context));
    if (context.settings().cluster().server()) {
      strings(json, "raft", ClusterStats.raft(context));
    }
    Runtime runtime = Runtime.getRuntime();
    strings(
        json,
        "runtime",
        Map.of(
            "arch",
            System.getProperty("os.arch", ""),
            "cpu_count",
            Integer.toString(runtime.availableProcessors()),
            "os",
            System.getProperty("os.name", ""),
            "version",
            "java" + Runtime.version()));
    strings(json, "serf_lan", ClusterStats.serf(context, false));
    if (context.settings().cluster().server()) {
      strings(json, "serf_wan", ClusterStats.serf(context, true));
    }
    json.writeEndObject();
  }

  private static void strings(JsonGenerator json, String name, Map<String, String> values)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> entry : new TreeMap<>(values).entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  private static void meta(JsonGenerator json, AgentContext context) throws IOException {
    Map<String, String> meta = new TreeMap<>(context.settings().node().meta());
    meta.put("consul-network-segment", "");
    meta.put("consul-version", context.settings().profile().version().toString());
    strings(json, "Meta", meta);
  }

  private static void xds(JsonGenerator json, AgentContext context) throws IOException {
    Ports ports = context.settings().network().ports();
    int plain = context.ports().port("grpc").orElse(ports.grpc());
    int tls = context.ports().port("grpc_tls").orElse(ports.grpcTls());
    json.writeObjectFieldStart("xDS");
    json.writeObjectFieldStart("SupportedProxies");
    json.writeArrayFieldStart("envoy");
    json.writeString("1.26.4");
    json.writeString("1.25.9");
    json.writeString("1.24.10");
    json.writeString("1.23.12");
    json.writeEndArray();
    json.writeEndObject();
    json.writeNumberField("Port", plain > 0 ? plain : tls);
    json.writeObjectFieldStart("Ports");
    json.writeNumberField("Plaintext", plain);
    json.writeNumberField("TLS", tls);
    json.writeEndObject();
    json.writeEndObject();
  }
}
