package dev.treaty.agent.config;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treaty.agent.store.Stored;
import dev.treaty.model.entry.ConsulVersion;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;

/** An entry as a read answers it: its body, {@code Hash} where the release has it, the indexes. */
final class EntryJson {

  private final boolean withHash;

  EntryJson(ConsulVersion version) {
    this.withHash = hasHash(version);
  }

  /** The back-ports of http-and-config-entries §0. */
  private static boolean hasHash(ConsulVersion version) {
    return version.isAtLeast(1, 17, 1)
        || (version.isAtLeast(1, 16, 4) && !version.isAtLeast(1, 17, 0))
        || (version.isAtLeast(1, 15, 8) && !version.isAtLeast(1, 16, 0));
  }

  void write(Stored<ConfigRow> stored, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Value> field : stored.row().entry().body().map().entrySet()) {
      json.writeFieldName(field.getKey());
      ValueJson.write(field.getValue(), json);
    }
    if (withHash && stored.row().hash() != 0) {
      json.writeFieldName("Hash");
      json.writeNumber(new BigInteger(Long.toUnsignedString(stored.row().hash())));
    }
    json.writeNumberField("CreateIndex", stored.createIndex());
    json.writeNumberField("ModifyIndex", stored.modifyIndex());
    json.writeEndObject();
  }
}
