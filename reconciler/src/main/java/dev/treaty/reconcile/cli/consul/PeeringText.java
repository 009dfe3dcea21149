package dev.treaty.reconcile.cli.consul;

import dev.treaty.model.value.Value;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;

/** One peering as {@code consul peering read} prints it, its odd spacing included. */
final class PeeringText {

  private static final DateTimeFormatter GO_TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral(" +0000 UTC")
          .toFormatter(Locale.ROOT);

  private PeeringText() {}

  static String of(Value.Fields peering) {
    StringBuilder out = new StringBuilder();
    line(out, "Name:         ", peering.text("Name"));
    line(out, "ID:           ", peering.text("ID"));
    if (!peering.text("Partition").isEmpty()) {
      line(out, "Partition:    ", peering.text("Partition"));
    }
    if (!peering.text("DeletedAt").isEmpty()) {
      line(out, "DeletedAt:    ", peering.text("DeletedAt"));
    }
    line(out, "State:        ", peering.text("State"));
    Map<String, String> meta = Texts.map(peering.fields("Meta"));
    if (!meta.isEmpty()) {
      out.append("Meta:\n");
      meta.forEach((key, value) -> line(out, "    ", key + "=" + value));
    }
    out.append('\n');
    line(out, "Peer ID:               ", peering.text("PeerID"));
    line(out, "Peer Server Name:      ", peering.text("PeerServerName"));
    line(out, "Peer CA Pems:          ", Integer.toString(peering.items("PeerCAPems").size()));
    if (!peering.items("PeerServerAddresses").isEmpty()) {
      out.append("Peer Server Addresses:\n");
      Texts.list(peering.items("PeerServerAddresses")).forEach(a -> out.append("    ").append(a));
    }
    out.append('\n');
    Value.Fields stream = peering.fields("StreamStatus");
    line(out, "Imported Services: ", Integer.toString(stream.items("ImportedServices").size()));
    line(out, "Exported Services: ", Integer.toString(stream.items("ExportedServices").size()));
    out.append('\n');
    line(out, "Last Heartbeat:    ", time(stream.text("LastHeartbeat")));
    line(out, "Last Send:         ", time(stream.text("LastSend")));
    line(out, "Last Receive:      ", time(stream.text("LastReceive")));
    out.append('\n');
    line(out, "Create Index: ", Texts.number(peering, "CreateIndex"));
    line(out, "Modify Index: ", Texts.number(peering, "ModifyIndex"));
    return out.toString();
  }

  private static void line(StringBuilder out, String label, String value) {
    out.append(label).append(value).append('\n');
  }

  private static String time(String json) {
    if (json.isEmpty()) {
      return "<nil>";
    }
    try {
      return GO_TIME.format(OffsetDateTime.parse(json).withOffsetSameInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return json;
    }
  }
}
