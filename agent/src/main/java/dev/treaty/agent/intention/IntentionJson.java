package dev.treaty.agent.intention;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.intention.Intention;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.io.IOException;
import java.util.List;

/** Intentions as Consul's intention API prints them. */
final class IntentionJson {

  private IntentionJson() {}

  static void write(List<Listed> all, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Listed listed : all) {
      write(listed, json);
    }
    json.writeEndArray();
  }

  static void write(Listed listed, JsonGenerator json) throws IOException {
    Intention intention = listed.intention();
    Value.Fields source = intention.body();
    boolean legacy = !source.text(LegacyFields.ID).isEmpty();
    json.writeStartObject();
    if (legacy) {
      json.writeStringField("CreatedAt", source.text(LegacyFields.CREATED));
      json.writeStringField("UpdatedAt", source.text(LegacyFields.UPDATED));
      json.writeStringField("ID", source.text(LegacyFields.ID));
    }
    text(json, "Description", source.text("Description"));
    partition(json, "SourcePartition", intention.sourceTenancy());
    json.writeStringField("SourceNS", intention.sourceTenancy().namespace());
    json.writeStringField("SourceName", intention.source());
    partition(json, "DestinationPartition", intention.destinationTenancy());
    json.writeStringField("DestinationNS", intention.destinationTenancy().namespace());
    json.writeStringField("DestinationName", intention.destination());
    text(json, "SourcePeer", intention.sourcePeer());
    text(json, "SourceSamenessGroup", intention.samenessGroup());
    json.writeStringField("SourceType", "consul");
    text(json, "Action", source.text("Action"));
    value(json, source, "Permissions");
    value(json, listed.entry().row().entry().body(), "JWT");
    map(
        json,
        "Meta",
        legacy
            ? source.fields(LegacyFields.META)
            : listed.entry().row().entry().body().fields("Meta"));
    json.writeNumberField("Precedence", intention.precedence());
    if (legacy) {
      json.writeBinaryField("Hash", LegacyFields.hash(source));
    }
    json.writeNumberField("CreateIndex", listed.entry().createIndex());
    json.writeNumberField("ModifyIndex", listed.entry().modifyIndex());
    json.writeEndObject();
  }

  private static void partition(JsonGenerator json, String name, Tenancy tenancy)
      throws IOException {
    if (!tenancy.partition().equals("default")) {
      json.writeStringField(name, tenancy.partition());
    }
  }

  private static void text(JsonGenerator json, String name, String text) throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(name, text);
    }
  }

  private static void value(JsonGenerator json, Value.Fields from, String name) throws IOException {
    Value value = from.get(name).orElse(Value.Nothing.NULL);
    if (!(value instanceof Value.Nothing)) {
      json.writeFieldName(name);
      ValueJson.write(value, json);
    }
  }

  private static void map(JsonGenerator json, String name, Value.Fields fields) throws IOException {
    if (!fields.map().isEmpty()) {
      json.writeFieldName(name);
      ValueJson.write(fields, json);
    }
  }
}
