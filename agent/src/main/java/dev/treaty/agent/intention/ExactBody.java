package dev.treaty.agent.intention;

import dev.treaty.agent.http.ApiException;
import dev.treaty.agent.http.GoFields;
import dev.treaty.model.value.JsonSyntaxException;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The body of {@code PUT exact}: what of it becomes the source. */
final class ExactBody {

  private static final Set<String> KNOWN =
      Set.of(
          "ID",
          "Description",
          "SourcePartition",
          "SourceNS",
          "SourceName",
          "SourcePeer",
          "SourceSamenessGroup",
          "SourceType",
          "DestinationPartition",
          "DestinationNS",
          "DestinationName",
          "Action",
          "Permissions",
          "JWT",
          "Meta",
          "Precedence",
          "CreatedAt",
          "UpdatedAt",
          "DefaultAddr",
          "DefaultPort",
          "Hash",
          "CreateIndex",
          "ModifyIndex");

  private ExactBody() {}

  static Value.Fields source(byte[] body, ServicePart source) {
    Value.Fields fields = decode(body);
    if (!get(fields, "SourcePeer").orElse("").isEmpty()) {
      throw ApiException.refused(
          "SourcePeer field is not supported on this endpoint. Use config entries instead");
    }
    if (find(fields, "Meta") instanceof Value.Fields(Map<String, Value> meta) && !meta.isEmpty()) {
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
      Value value = find(fields, name);
      boolean empty = value instanceof Value.Nothing || value.equals(Value.text(""));
      made = empty ? made : made.with(name, value);
    }
    String type = get(fields, "SourceType").orElse("");
    return type.isEmpty() ? made : made.with("Type", Value.text(type));
  }

  private static Value.Fields decode(byte[] body) {
    try {
      GoFields.ofBody(body, "Intention", KNOWN);
      return ValueJson.parse(body) instanceof Value.Fields fields ? fields : Value.Fields.EMPTY;
    } catch (GoFields.Refused e) {
      throw ApiException.badRequest("Request decode failed: " + e.text());
    } catch (JsonSyntaxException e) {
      throw ApiException.badRequest("Request decode failed: " + e.getMessage());
    }
  }

  private static Optional<String> get(Value.Fields fields, String name) {
    return find(fields, name) instanceof Value.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Value find(Value.Fields fields, String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, Value> field : fields.map().entrySet()) {
      if (field.getKey().toLowerCase(Locale.ROOT).equals(wanted)) {
        return field.getValue();
      }
    }
    return Value.Nothing.NULL;
  }
}
