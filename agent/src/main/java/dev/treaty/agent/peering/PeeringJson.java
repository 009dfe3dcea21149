package dev.treaty.agent.peering;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treaty.agent.peering.stream.StreamFacts;
import dev.treaty.agent.store.Stored;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A peering as the API shows it: Consul's object, and two fields of ours at its end. */
final class PeeringJson {

  private static final String ZERO_TIME = "0001-01-01T00:00:00Z";

  private PeeringJson() {}

  /** The state that is shown: what is stored, overruled by what the stream is doing. */
  static PeeringState shown(PeeringRow row, Optional<StreamFacts> facts) {
    return switch (row.state()) {
      case DELETING, TERMINATED -> row.state();
      case PENDING, ESTABLISHING, ACTIVE, FAILING -> {
        if (facts.isEmpty()) {
          yield row.state();
        }
        if (facts.get().connected()) {
          yield PeeringState.ACTIVE;
        }
        yield facts.get().error().isPresent() && wasConnected(facts.get())
            ? PeeringState.FAILING
            : row.state();
      }
    };
  }

  /** A dialer that never got through stays ESTABLISHING, as in Consul (§6.4). */
  private static boolean wasConnected(StreamFacts facts) {
    return facts.lastReceive().isPresent() || facts.lastSend().isPresent();
  }

  static void write(JsonGenerator json, Stored<PeeringRow> stored, Optional<StreamFacts> facts)
      throws IOException {
    PeeringRow row = stored.row();
    PeeringState state = shown(row, facts);
    json.writeStartObject();
    json.writeStringField("ID", row.id());
    json.writeStringField("Name", row.name());
    if (!row.partition().equals("default")) {
      json.writeStringField("Partition", row.partition());
    }
    if (row.deletedAt() != 0) {
      json.writeStringField("DeletedAt", Instant.ofEpochMilli(row.deletedAt()).toString());
    }
    if (!row.meta().isEmpty()) {
      json.writeObjectFieldStart("Meta");
      for (Map.Entry<String, String> pair : new TreeMap<>(row.meta()).entrySet()) {
        json.writeStringField(pair.getKey(), pair.getValue());
      }
      json.writeEndObject();
    }
    json.writeStringField("State", state.name());
    if (!row.peerId().isEmpty()) {
      json.writeStringField("PeerID", row.peerId());
    }
    listUnlessEmpty(json, "PeerCAPems", row.peerCaPems());
    if (!row.peerServerName().isEmpty()) {
      json.writeStringField("PeerServerName", row.peerServerName());
    }
    listUnlessEmpty(json, "PeerServerAddresses", row.peerServerAddresses());
    streamStatus(json, facts);
    json.writeNumberField("CreateIndex", stored.createIndex());
    json.writeNumberField("ModifyIndex", stored.modifyIndex());
    remote(json, row.remote());
    json.writeStringField("status", state.word());
    json.writeBooleanField("connected", facts.filter(StreamFacts::connected).isPresent());
    json.writeEndObject();
  }

  private static void streamStatus(JsonGenerator json, Optional<StreamFacts> facts)
      throws IOException {
    json.writeObjectFieldStart("StreamStatus");
    names(json, "ImportedServices", facts.flatMap(StreamFacts::importedServices));
    names(json, "ExportedServices", facts.flatMap(StreamFacts::exportedServices));
    time(json, "LastHeartbeat", facts.flatMap(StreamFacts::lastHeartbeat), Optional.empty());
    Optional<String> none = facts.map(tracked -> ZERO_TIME);
    time(json, "LastReceive", facts.flatMap(StreamFacts::lastReceive), none);
    time(json, "LastSend", facts.flatMap(StreamFacts::lastSend), none);
    json.writeEndObject();
  }

  private static void remote(JsonGenerator json, PeeringRow.RemoteRow remote) throws IOException {
    json.writeObjectFieldStart("Remote");
    json.writeStringField("Partition", remote.partition());
    json.writeStringField("Datacenter", remote.datacenter());
    if (!remote.region().isEmpty() || !remote.zone().isEmpty()) {
      json.writeObjectFieldStart("Locality");
      json.writeStringField("Region", remote.region());
      json.writeStringField("Zone", remote.zone());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** Both lists are null, never empty, in Consul (http-and-config-entries §9). */
  private static void names(JsonGenerator json, String field, Optional<List<String>> names)
      throws IOException {
    if (names.isEmpty() || names.get().isEmpty()) {
      json.writeNullField(field);
    } else {
      list(json, field, names.get());
    }
  }

  private static void listUnlessEmpty(JsonGenerator json, String field, List<String> values)
      throws IOException {
    if (!values.isEmpty()) {
      list(json, field, values);
    }
  }

  private static void list(JsonGenerator json, String field, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static void time(
      JsonGenerator json, String field, Optional<Instant> time, Optional<String> otherwise)
      throws IOException {
    Optional<String> text =
        time.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS).toString()).or(() -> otherwise);
    if (text.isPresent()) {
      json.writeStringField(field, text.get());
    } else {
      json.writeNullField(field);
    }
  }
}
