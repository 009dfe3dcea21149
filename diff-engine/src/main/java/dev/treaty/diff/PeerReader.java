package dev.treaty.diff;

import dev.treaty.model.live.LivePeering;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes a change of a peering of the JSON that {@link ChangeJson} writes. */
final class PeerReader {

  private PeerReader() {}

  static PeerChange change(Value.Fields json, ChangeReason reason, Optional<Declared> declared) {
    Value.Fields sides = json.fields("peering");
    String address = json.text("address");
    PeerSide acceptor = side(sides.fields("acceptor"));
    PeerSide dialer = side(sides.fields("dialer"));
    String note = json.text("note");
    return switch (PlanReader.actions(json.fields("change"))) {
      case "create", "delete,create" ->
          new PeerChange.Establish(
              address,
              acceptor,
              dialer,
              remove(sides),
              texts(sides.fields("meta")),
              reason,
              PlanReader.at(json),
              note);
      case "delete" ->
          new PeerChange.Delete(address, acceptor, dialer, remove(sides), reason, note);
      case "no-op" -> new PeerChange.Keep(address, acceptor, dialer, PlanReader.at(json), note);
      default -> throw new PlanReader.UnreadablePlan("unknown actions at " + address);
    };
  }

  static PeerChange report(Value.Fields json, ChangeReason reason, Optional<Declared> declared) {
    Value.Fields sides = json.fields("peering");
    return new PeerChange.Report(
        json.text("address"),
        side(sides.fields("acceptor")),
        side(sides.fields("dialer")),
        reason,
        declared,
        json.text("note"));
  }

  private static List<PeerSide> remove(Value.Fields sides) {
    return sides.maps("remove").stream().map(PeerReader::side).toList();
  }

  private static PeerSide side(Value.Fields json) {
    Optional<LivePeering> row =
        json.fields("row").map().isEmpty()
            ? Optional.empty()
            : Optional.of(row(json.fields("row")));
    return new PeerSide(new ClusterName(json.text("cluster")), json.text("peer_name"), row);
  }

  private static LivePeering row(Value.Fields json) {
    return new LivePeering(
        json.text("name"),
        json.text("id"),
        json.text("peer_id"),
        json.text("state"),
        texts(json.fields("meta")),
        json.items("server_addresses").stream()
            .map(address -> address instanceof Value.Text t ? t.text() : "")
            .toList(),
        json.text("server_name"),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        json.get("modify_index").map(PlanReader::whole).orElse(0L));
  }

  private static Map<String, String> texts(Value.Fields json) {
    Map<String, String> texts = new TreeMap<>();
    json.map()
        .forEach((key, value) -> texts.put(key, value instanceof Value.Text t ? t.text() : ""));
    return texts;
  }
}
