package dev.treaty.agent.status;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.filter.Fields;
import dev.treaty.agent.settings.Ports;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** This agent as gossip would know it. */
record Member(String name, String address, int port, Map<String, String> tags) {

  /** What a filter may select. */
  static final Fields<Member> FIELDS =
      Fields.<Member>none()
          .text("Name", Member::name)
          .texts("Addr", member -> List.of(member.address.split("\\.")))
          .number("Port", Member::port)
          .textMap("Tags", Member::tags)
          .number("Status", member -> 1)
          .number("ProtocolMin", member -> 1)
          .number("ProtocolMax", member -> 5)
          .number("ProtocolCur", member -> 2)
          .number("DelegateMin", member -> 2)
          .number("DelegateMax", member -> 5)
          .number("DelegateCur", member -> 4);

  static Member self(AgentContext context, boolean wan) {
    Ports ports = context.settings().network().ports();
    String version = context.settings().profile().version().toString();
    Map<String, String> tags = new TreeMap<>();
    tags.put("acls", "0");
    tags.put("bootstrap", "1");
    tags.put("build", version + ":");
    tags.put("dc", context.datacenter());
    tags.put("ft_fs", "1");
    tags.put("ft_si", "1");
    tags.put("id", context.nodeId());
    tags.put("port", Integer.toString(ports.server()));
    tags.put("raft_vsn", "3");
    tags.put("role", "consul");
    tags.put("segment", "");
    tags.put("vsn", "2");
    tags.put("vsn_max", "3");
    tags.put("vsn_min", "2");
    tags.put("wan_join_port", Integer.toString(ports.serfWan()));
    put(tags, "grpc_port", context.ports().port("grpc"), ports.grpc());
    put(tags, "grpc_tls_port", context.ports().port("grpc_tls"), ports.grpcTls());
    return new Member(
        wan ? context.nodeName() + "." + context.datacenter() : context.nodeName(),
        context.settings().network().advertiseAddress(),
        wan ? ports.serfWan() : ports.serfLan(),
        tags);
  }

  private static void put(Map<String, String> tags, String name, OptionalInt open, int wanted) {
    int port = open.orElse(wanted);
    if (port > 0) {
      tags.put(name, Integer.toString(port));
    }
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("Name", name);
    json.writeStringField("Addr", address);
    json.writeNumberField("Port", port);
    json.writeObjectFieldStart("Tags");
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      json.writeStringField(tag.getKey(), tag.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("Status", 1);
    json.writeNumberField("ProtocolMin", 1);
    json.writeNumberField("ProtocolMax", 5);
    json.writeNumberField("ProtocolCur", 2);
    json.writeNumberField("DelegateMin", 2);
    json.writeNumberField("DelegateMax", 5);
    json.writeNumberField("DelegateCur", 4);
    json.writeEndObject();
  }
}
