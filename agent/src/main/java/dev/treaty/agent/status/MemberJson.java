package dev.treaty.agent.status;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treaty.agent.cluster.Member;
import dev.treaty.agent.filter.Fields;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A member as Consul's agent shows it. */
final class MemberJson {

  /** What a filter may select. */
  static final Fields<Member> FIELDS =
      Fields.<Member>none()
          .text("Name", Member::name)
          .texts("Addr", member -> List.of(member.address().split("\\.")))
          .number("Port", Member::port)
          .textMap("Tags", Member::tags)
          .number("Status", member -> member.status().number())
          .number("ProtocolMin", member -> 1)
          .number("ProtocolMax", member -> 5)
          .number("ProtocolCur", member -> 2)
          .number("DelegateMin", member -> 2)
          .number("DelegateMax", member -> 5)
          .number("DelegateCur", member -> 4);

  private MemberJson() {}

  static void write(JsonGenerator json, Member member) throws IOException {
    json.writeStartObject();
    json.writeStringField("Name", member.name());
    json.writeStringField("Addr", member.address());
    json.writeNumberField("Port", member.port());
    json.writeObjectFieldStart("Tags");
    for (Map.Entry<String, String> tag : member.tags().entrySet()) {
      json.writeStringField(tag.getKey(), tag.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("Status", member.status().number());
    json.writeNumberField("ProtocolMin", 1);
    json.writeNumberField("ProtocolMax", 5);
    json.writeNumberField("ProtocolCur", 2);
    json.writeNumberField("DelegateMin", 2);
    json.writeNumberField("DelegateMax", 5);
    json.writeNumberField("DelegateCur", 4);
    json.writeEndObject();
  }

  /** A server as it is known among datacenters. */
  static Member amongDatacenters(Member member) {
    String port = member.tag("wan_join_port");
    return new Member(
        member.id(),
        member.name() + "." + member.datacenter(),
        member.datacenter(),
        member.server(),
        member.address(),
        port.isEmpty() ? 0 : Integer.parseInt(port),
        member.raftAddress(),
        member.tags(),
        member.incarnation(),
        member.group(),
        member.status());
  }
}
