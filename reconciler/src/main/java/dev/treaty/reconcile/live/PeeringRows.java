package dev.treaty.reconcile.live;

import dev.treaty.model.live.LivePeering;
import dev.treaty.model.value.Value;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the objects that {@code /v1/peerings} and {@code /v1/peering/:name} answer. */
public final class PeeringRows {
  /** Go's zero time, which some releases send for "never". */
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private PeeringRows() {}

  public static LivePeering read(Value.Fields row) {
    Value.Fields stream = row.fields("StreamStatus");
    Map<String, String> meta = new LinkedHashMap<>();
    row.fields("Meta")
        .map()
        .forEach((key, value) -> meta.put(key, value instanceof Value.Text(String t) ? t : ""));
    return new LivePeering(
        row.text("Name"),
        row.text("ID"),
        row.text("PeerID"),
        state(row),
        meta,
        texts(row.items("PeerServerAddresses")),
        row.text("PeerServerName"),
        texts(stream.items("ImportedServices")),
        texts(stream.items("ExportedServices")),
        time(stream, "LastHeartbeat"),
        time(stream, "LastReceive"),
        index(row));
  }

  /**
   * A row on its way out counts as DELETING: as long as its stream is open, Consul shows it ACTIVE,
   * and only {@code DeletedAt} tells.
   */
  private static String state(Value.Fields row) {
    return time(row, "DeletedAt").isPresent() ? "DELETING" : row.text("State");
  }

  /**
   * When the other side was last heard. What was sent does not count: a dead stream takes messages
   * until the system's buffers are full. Heartbeats come after 15 s only, other messages at once.
   */
  public static Optional<Instant> lastHeard(Value.Fields row) {
    Value.Fields stream = row.fields("StreamStatus");
    return List.of("LastHeartbeat", "LastReceive").stream()
        .flatMap(key -> time(stream, key).stream())
        .max(Instant::compareTo);
  }

  /** A row's {@code ModifyIndex}, 0 where it has none. */
  static long index(Value.Fields row) {
    return row.get("ModifyIndex").orElse(Value.Nothing.NULL) instanceof Value.Whole(BigInteger n)
            && n.bitLength() < Long.SIZE
        ? n.longValue()
        : 0;
  }

  private static List<String> texts(List<Value> values) {
    List<String> texts = new ArrayList<>();
    for (Value value : values) {
      if (value instanceof Value.Text(String text)) {
        texts.add(text);
      }
    }
    return List.copyOf(texts);
  }

  private static Optional<Instant> time(Value.Fields fields, String key) {
    String text = fields.text(key);
    if (text.isEmpty() || text.equals(NEVER)) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
