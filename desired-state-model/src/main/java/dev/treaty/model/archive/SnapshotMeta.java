package dev.treaty.model.archive;

import dev.treaty.model.value.JsonSyntaxException;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code meta.json} says of a snapshot, in the names that Consul's client reads.
 *
 * @param version of the snapshot's form to Consul; ours is one that its servers refuse
 * @param size of {@code state.bin} in bytes
 * @param origin absent in what another program wrote
 */
public record SnapshotMeta(
    long version, String id, long index, long term, long size, Optional<Origin> origin) {

  /** Consul's servers restore version 1 only, and refuse others before anything changes. */
  public static final long OUR_VERSION = 100;

  /** The newest form of {@code state.bin} that this program writes and reads. */
  public static final long FORMAT = 1;

  private static final String MARK = "Treaty";

  /**
   * Where a snapshot of ours comes from.
   *
   * @param format of {@code state.bin}
   * @param time when it was taken, as ISO 8601 in UTC
   */
  public record Origin(long format, String time, String datacenter) {}

  byte[] toJson() {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("Version", Value.Whole.of(version));
    fields.put("ID", new Value.Text(id));
    fields.put("Index", Value.Whole.of(index));
    fields.put("Term", Value.Whole.of(term));
    fields.put("Peers", new Value.Text(""));
    fields.put("Configuration", new Value.Fields(Map.of("Servers", new Value.Items(List.of()))));
    fields.put("ConfigurationIndex", Value.Whole.of(0));
    fields.put("Size", Value.Whole.of(size));
    origin.ifPresent(from -> {
      Map<String, Value> ours = new LinkedHashMap<>();
      ours.put("Format", Value.Whole.of(from.format()));
      ours.put("Time", new Value.Text(from.time()));
      ours.put("Datacenter", new Value.Text(from.datacenter()));
      fields.put(MARK, new Value.Fields(ours));
    });
    return ValueJson.bytes(new Value.Fields(fields));
  }

  static SnapshotMeta parse(byte[] json) throws DamagedArchiveException {
    Value value;
    try {
      value = ValueJson.parse(json);
    } catch (JsonSyntaxException e) {
      throw new DamagedArchiveException("failed to decode snapshot metadata: " + e.getMessage());
    }
    if (!(value instanceof Value.Fields fields)) {
      throw new DamagedArchiveException("failed to decode snapshot metadata: not an object");
    }
    Optional<Origin> origin =
        fields
            .get(MARK)
            .filter(Value.Fields.class::isInstance)
            .map(Value.Fields.class::cast)
            .map(ours ->
                new Origin(whole(ours, "Format"), ours.text("Time"), ours.text("Datacenter")));
    return new SnapshotMeta(
        whole(fields, "Version"),
        fields.text("ID"),
        whole(fields, "Index"),
        whole(fields, "Term"),
        whole(fields, "Size"),
        origin);
  }

  /** 0 where it is missing, or too large to be one. */
  private static long whole(Value.Fields fields, String key) {
    return fields.get(key).orElse(Value.Nothing.NULL) instanceof Value.Whole(BigInteger number)
            && number.bitLength() < Long.SIZE
        ? number.longValue()
        : 0;
  }
}
