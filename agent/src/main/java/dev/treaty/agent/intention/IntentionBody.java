package dev.treaty.agent.intention;

import dev.treaty.agent.http.GoFields;
import dev.treaty.model.value.JsonSyntaxException;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.List;
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

  private static final String GO_TYPE =
      "struct { Hash string; CreatedAt string; UpdatedAt string; *structs.Alias }";

  private static final List<String> TEXTS =
      List.of(
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
          "Action");

  /** What may stand in a struct further inside; empty where everything may. */
  private record Inside(Map<String, Inside> fields) {
    static final Inside ANY = new Inside(Map.of());
  }

  private static final Inside JWT =
      new Inside(
          Map.of(
              "providers",
              new Inside(
                  Map.of(
                      "name",
                      Inside.ANY,
                      "verifyclaims",
                      new Inside(Map.of("path", Inside.ANY, "value", Inside.ANY))))));

  private static final Inside HEADER =
      new Inside(
          Map.of(
              "name", Inside.ANY,
              "present", Inside.ANY,
              "exact", Inside.ANY,
              "prefix", Inside.ANY,
              "suffix", Inside.ANY,
              "regex", Inside.ANY,
              "invert", Inside.ANY));

  private static final Inside PERMISSION =
      new Inside(
          Map.of(
              "action",
              Inside.ANY,
              "jwt",
              JWT,
              "http",
              new Inside(
                  Map.of(
                      "pathexact", Inside.ANY,
                      "pathprefix", Inside.ANY,
                      "pathregex", Inside.ANY,
                      "methods", Inside.ANY,
                      "header", HEADER))));

  private static void refuseUnknown(Value value, Inside inside) throws GoFields.Refused {
    if (inside.fields().isEmpty()) {
      return;
    }
    if (value instanceof Value.Items(List<Value> values)) {
      for (Value each : values) {
        refuseUnknown(each, inside);
      }
    }
    if (value instanceof Value.Fields struct) {
      for (Map.Entry<String, Value> field : struct.map().entrySet()) {
        String name = field.getKey().toLowerCase(Locale.ROOT);
        if (!inside.fields().containsKey(name)) {
          throw GoFields.refused("json: unknown field \"" + field.getKey() + "\"");
        }
        refuseUnknown(field.getValue(), inside.fields().getOrDefault(name, Inside.ANY));
      }
    }
  }

  static IntentionBody decode(byte[] body) throws GoFields.Refused {
    GoFields go = GoFields.ofBody(body, GO_TYPE, ".Alias", KNOWN);
    for (String name : TEXTS) {
      go.text(name);
    }
    go.textMap("Meta");
    try {
      Value.Fields read =
          ValueJson.parse(body) instanceof Value.Fields fields ? fields : Value.Fields.EMPTY;
      IntentionBody intention = new IntentionBody(read);
      refuseUnknown(intention.value("Permissions"), PERMISSION);
      refuseUnknown(intention.value("JWT"), JWT);
      return intention;
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
