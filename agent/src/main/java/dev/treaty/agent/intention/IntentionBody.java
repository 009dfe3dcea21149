package dev.treaty.agent.intention;

import dev.treaty.agent.http.GoFields;
import dev.treaty.model.value.JsonSyntaxException;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An intention as a request's body has it: keys in any case, none that Consul does not know. */
record IntentionBody(Value.Fields fields) {

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

  static IntentionBody decode(byte[] body) throws GoFields.Refused {
    GoFields.ofBody(body, "Intention", KNOWN);
    try {
      return new IntentionBody(
          ValueJson.parse(body) instanceof Value.Fields fields ? fields : Value.Fields.EMPTY);
    } catch (JsonSyntaxException e) {
      // What Go lets pass and we do not: a key twice, more after the document.
      throw GoFields.refused(String.valueOf(e.getMessage()));
    }
  }

  String text(String name) {
    return value(name) instanceof Value.Text(String text) ? text : "";
  }

  Value value(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, Value> field : fields.map().entrySet()) {
      if (field.getKey().toLowerCase(Locale.ROOT).equals(wanted)) {
        return field.getValue();
      }
    }
    return Value.Nothing.NULL;
  }
}
