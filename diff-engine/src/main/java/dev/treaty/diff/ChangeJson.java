package dev.treaty.diff;

import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.live.LivePeering;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One change as JSON. */
final class ChangeJson {

  /** How much of the entries is written. */
  enum Content {
    /** Secrets masked everywhere; what stays as it is, without its body. */
    FOR_READERS,
    /** What is to be written, exactly; everything that reading back needs. */
    FOR_APPLY
  }

  private final Content content;

  ChangeJson(Content content) {
    this.content = content;
  }

  Value.Fields of(Change change, Optional<Integer> stage) {
    Value.Fields json = identity(change);
    if (stage.isPresent()) {
      json = json.with("stage", Value.Whole.of(stage.get()));
    }
    json =
        switch (change) {
          case EntryChange entry -> json.with("change", body(entry)).with("live", live(entry));
          case PeerChange peer -> json.with("change", body(peer)).with("peering", sides(peer));
        };
    json = json.with("action_reason", Value.text(change.reason().code()));
    if (!change.note().isEmpty()) {
      json = json.with("note", Value.text(change.note()));
    }
    Optional<String> remedy = AdoptionHint.command(change);
    if (remedy.isPresent()) {
      json = json.with("remedy", Value.text(remedy.get()));
    }
    if (change.declared().isPresent()) {
      json = json.with("source", source(change.declared().get()));
    }
    return json;
  }

  /** The change seen as drift: from what was applied to what is live now. */
  Value.Fields drift(Change change) {
    Value.Fields json = identity(change);
    return switch (change) {
      case EntryChange entry -> {
        // Where only live moved, the declaration is what we applied.
        boolean gone = entry.reason() == ChangeReason.MISSING;
        boolean known = gone || entry.reason() == ChangeReason.DRIFTED;
        Value before = known ? entry.after().map(this::masked).orElse(NULL) : NULL;
        yield json.with(
                "change",
                Value.Fields.EMPTY
                    .with("actions", actions(gone ? "delete" : "update"))
                    .with("before", before)
                    .with("before_unknown", Value.Flag.of(!known))
                    .with("after", entry.before().map(this::masked).orElse(NULL)))
            .with("action_reason", Value.text(change.reason().code()));
      }
      case PeerChange peer ->
          json.with("change", Value.Fields.EMPTY.with("actions", actions("update")))
              .with("peering", sides(peer))
              .with("action_reason", Value.text(change.reason().code()));
    };
  }

  private static final Value NULL = Value.Nothing.NULL;

  private static Value.Fields identity(Change change) {
    Value.Fields json = Value.Fields.EMPTY.with("address", Value.text(change.address()));
    return switch (change) {
      case EntryChange entry -> {
        json =
            json.with("cluster", Value.text(entry.cluster().text()))
                .with("type", Value.text(entry.key().kind()))
                .with("name", Value.text(entry.key().name()));
        yield entry.key().tenancy().isDefault()
            ? json
            : json.with("partition", Value.text(entry.key().tenancy().partition()))
                .with("namespace", Value.text(entry.key().tenancy().namespace()));
      }
      case PeerChange peer -> json.with("type", Value.text(ClusterCensus.PEERING));
    };
  }

  private Value.Fields body(EntryChange change) {
    Value.Fields json = Value.Fields.EMPTY.with("actions", actions(change.action()));
    if (isPassedOver(change)) {
      return json;
    }
    json =
        json.with("before", change.before().map(this::masked).orElse(NULL))
            .with("after", change.after().map(entry -> written(change, entry)).orElse(NULL));
    List<Value> fields = new ArrayList<>();
    for (FieldChange field : change.fields()) {
      fields.add(field(field));
    }
    return json.with("fields", new Value.Items(fields));
  }

  private static Value.Fields field(FieldChange field) {
    Value.Fields json = Value.Fields.EMPTY.with("path", Value.text(field.path()));
    if (field.before().isPresent()) {
      json = json.with("before", Secrecy.masked(field.path(), field.before().get()));
    }
    return field.after().isPresent()
        ? json.with("after", Secrecy.masked(field.path(), field.after().get()))
        : json;
  }

  private static Value.Fields body(PeerChange change) {
    return Value.Fields.EMPTY.with("actions", actions(change.action()));
  }

  private Value masked(Entry entry) {
    return Secrecy.masked(entry.body());
  }

  private Value written(EntryChange change, Entry entry) {
    return switch (content) {
      case FOR_READERS -> masked(entry);
      // Only what we write ourselves; what stands there may be other people's secret.
      case FOR_APPLY -> change.action().isWrite() ? entry.body() : masked(entry);
    };
  }

  private Value live(EntryChange change) {
    if (change.before().isEmpty()) {
      return NULL;
    }
    Value.Fields json =
        Value.Fields.EMPTY.with("modify_index", Value.Whole.of(change.modifyIndex()));
    return isPassedOver(change)
        ? json
        : json.with("digest", Value.text(Comparison.digest(change.before().get())));
  }

  /** Of what stays as it is readers need no more than that it does. */
  private boolean isPassedOver(EntryChange change) {
    return change.action() == Action.KEEP && content == Content.FOR_READERS;
  }

  private static Value.Fields sides(PeerChange change) {
    Value.Fields json =
        Value.Fields.EMPTY
            .with("acceptor", side(change.acceptor()))
            .with("dialer", side(change.dialer()));
    return switch (change) {
      case PeerChange.Establish establish ->
          json.with("remove", sides(establish.remove())).with("meta", texts(establish.meta()));
      case PeerChange.Delete delete -> json.with("remove", sides(delete.remove()));
      case PeerChange.Keep keep -> json;
      case PeerChange.Report report -> json;
    };
  }

  private static Value sides(List<PeerSide> sides) {
    return new Value.Items(sides.stream().<Value>map(ChangeJson::side).toList());
  }

  private static Value.Fields side(PeerSide side) {
    return Value.Fields.EMPTY
        .with("cluster", Value.text(side.cluster().text()))
        .with("peer_name", Value.text(side.peerName()))
        .with("row", side.row().<Value>map(ChangeJson::row).orElse(NULL));
  }

  private static Value.Fields row(LivePeering row) {
    return Value.Fields.EMPTY
        .with("name", Value.text(row.name()))
        .with("id", Value.text(row.id()))
        .with("peer_id", Value.text(row.peerId()))
        .with("state", Value.text(row.state()))
        .with("meta", texts(row.meta()))
        .with(
            "server_addresses",
            new Value.Items(row.serverAddresses().stream().<Value>map(Value::text).toList()))
        .with("server_name", Value.text(row.serverName()))
        .with("modify_index", Value.Whole.of(row.modifyIndex()));
  }

  private static Value.Fields texts(Map<String, String> map) {
    Map<String, Value> texts = new LinkedHashMap<>();
    map.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(pair -> texts.put(pair.getKey(), Value.text(pair.getValue())));
    return new Value.Fields(texts);
  }

  private static Value.Fields source(Declared declared) {
    SourceRange range = declared.range();
    return Value.Fields.EMPTY
        .with("file", Value.text(range.file()))
        .with("line", Value.Whole.of(range.startLine()))
        .with("column", Value.Whole.of(range.startColumn()))
        .with("end_line", Value.Whole.of(range.endLine()))
        .with("end_column", Value.Whole.of(range.endColumn()))
        .with("revision", Value.text(declared.revision()));
  }

  private static Value actions(Action action) {
    return switch (action) {
      case CREATE -> actions("create");
      case UPDATE -> actions("update");
      case REPLACE -> actions("delete", "create");
      case DELETE -> actions("delete");
      case KEEP, REPORT -> actions("no-op");
    };
  }

  private static Value actions(String... words) {
    return new Value.Items(java.util.Arrays.stream(words).<Value>map(Value::text).toList());
  }
}
