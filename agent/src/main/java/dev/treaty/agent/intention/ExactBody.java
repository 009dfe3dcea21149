package dev.treaty.agent.intention;

import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.GoFields;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Map;

/** The body of {@code PUT exact}: what of it becomes the source. */
final class ExactBody {

  private ExactBody() {}

  static Value.Fields source(byte[] body, ServicePart source) {
    IntentionBody fields;
    try {
      fields = IntentionBody.decode(body);
    } catch (GoFields.Refused e) {
      throw ApiException.badRequest("Request decode failed: " + e.text());
    }
    if (!fields.text("SourcePeer").isEmpty()) {
      throw ApiException.refused(
          "SourcePeer field is not supported on this endpoint. Use config entries instead");
    }
    if (fields.value("Meta") instanceof Value.Fields(Map<String, Value> meta) && !meta.isEmpty()) {
      throw ApiException.refused("Meta must not be specified");
    }
    Value.Fields made = Value.Fields.EMPTY.with("Name", Value.text(source.name()));
    if (!source.tenancy().namespace().equals("default")) {
      made = made.with("Namespace", Value.text(source.tenancy().namespace()));
    }
    if (!source.tenancy().partition().equals("default")) {
      made = made.with("Partition", Value.text(source.tenancy().partition()));
    }
    for (String name : List.of("Action", "Permissions", "Description")) {
      Value value = fields.value(name);
      boolean empty = value instanceof Value.Nothing || value.equals(Value.text(""));
      made = empty ? made : made.with(name, value);
    }
    String type = fields.text("SourceType");
    return type.isEmpty() ? made : made.with("Type", Value.text(type));
  }
}
