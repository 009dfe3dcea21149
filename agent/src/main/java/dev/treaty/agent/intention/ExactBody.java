package dev.treaty.agent.intention;

import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.GoFields;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Optional;

/** The body of {@code PUT exact}: what of it becomes the source. */
record ExactBody(IntentionBody fields) {

  static ExactBody decode(byte[] body) {
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
    return new ExactBody(fields);
  }

  /**
   * The source to write.
   *
   * @param entryMeta of the entry that is there; its own Meta may be sent along, no other
   */
  Value.Fields source(ServicePart source, Optional<Value.Fields> entryMeta) {
    if (fields.value("Meta") instanceof Value.Fields meta && !meta.map().isEmpty()) {
      if (entryMeta.isEmpty()) {
        throw ApiException.refused("Meta must not be specified");
      }
      if (!entryMeta.get().equals(meta)) {
        throw ApiException.refused(
            "Meta must not be specified, or should be unchanged during an update.");
      }
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
    String group = fields.text("SourceSamenessGroup");
    made = group.isEmpty() ? made : made.with("SamenessGroup", Value.text(group));
    String type = fields.text("SourceType");
    return type.isEmpty() ? made : made.with("Type", Value.text(type));
  }
}
