package dev.treaty.diff;

import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes a plan of the JSON that {@link PlanFile} writes. */
final class PlanReader {

  /** The document lacks something; never leaves {@link PlanFile}. */
  static final class UnreadablePlan extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadablePlan(String message) {
      super(message);
    }
  }

  private PlanReader() {}

  static Plan read(Value.Fields document) {
    List<String> titles =
        document.maps("stages").stream().map(stage -> stage.text("title")).toList();
    List<List<Change>> stages = new ArrayList<>();
    titles.forEach(title -> stages.add(new ArrayList<>()));
    List<Change> kept = new ArrayList<>();
    for (Value.Fields json : document.maps("resource_changes")) {
      Change change = change(json);
      if (json.get("stage").isPresent()) {
        int stage = number(json, "stage");
        if (stage < 0 || stage >= stages.size() || !change.action().isWrite()) {
          throw new UnreadablePlan("there is no stage " + stage);
        }
        stages.get(stage).add(change);
      } else {
        kept.add(change);
      }
    }
    List<Stage> filled = new ArrayList<>();
    for (int n = 0; n < titles.size(); n++) {
      filled.add(new Stage(titles.get(n), stages.get(n)));
    }
    return new Plan(
        document.text("project"),
        document.text("revision"),
        document.maps("clusters").stream().map(PlanReader::overview).toList(),
        filled,
        kept,
        document.maps("reports").stream().map(PlanReader::report).toList(),
        safety(document.fields("safety")),
        problems(document));
  }

  private static ClusterOverview overview(Value.Fields json) {
    return new ClusterOverview(
        new ClusterName(json.text("name")),
        number(json, "managed"),
        number(json, "foreign"),
        json.flag("complete"));
  }

  private static List<ReadProblem> problems(Value.Fields document) {
    List<ReadProblem> problems = new ArrayList<>();
    for (Value.Fields cluster : document.maps("clusters")) {
      for (Value problem : cluster.items("problems")) {
        String text = problem instanceof Value.Text t ? t.text() : "";
        problems.add(new ReadProblem(new ClusterName(cluster.text("name")), text));
      }
    }
    return problems;
  }

  private static SafetyVerdict safety(Value.Fields json) {
    return new SafetyVerdict(
        json.maps("deletions").stream()
            .map(share ->
                new SafetyVerdict.Share(
                    new ClusterName(share.text("cluster")),
                    share.text("type"),
                    number(share, "owned"),
                    number(share, "deleted"),
                    number(share, "limit_percent"),
                    share.flag("exceeded")))
            .toList());
  }

  private static Change change(Value.Fields json) {
    if (json.text("type").equals(ClusterCensus.PEERING)) {
      return PeerReader.change(json, reason(json), declared(json));
    }
    ClusterName cluster = new ClusterName(json.text("cluster"));
    EntryKey key = key(json);
    Value.Fields body = json.fields("change");
    ChangeReason reason = reason(json);
    long index = index(json);
    return switch (actions(body)) {
      case "create" ->
          new EntryChange.Create(cluster, key, entry(key, body, "after"), reason, at(json));
      case "update" -> update(json, cluster, key, body, reason);
      case "delete" ->
          new EntryChange.Delete(cluster, key, entry(key, body, "before"), index, reason);
      case "no-op" ->
          new EntryChange.Keep(cluster, key, entry(key, body, "before"), index, at(json));
      default -> throw new UnreadablePlan("unknown actions at " + json.text("address"));
    };
  }

  private static Change update(
      Value.Fields json,
      ClusterName cluster,
      EntryKey key,
      Value.Fields body,
      ChangeReason reason) {
    Entry before = entry(key, body, "before");
    Entry after = entry(key, body, "after");
    return reason == ChangeReason.RESTORED || reason == ChangeReason.SETTLED
        ? new EntryChange.Restore(cluster, key, before, after, reason, at(json), json.text("note"))
        : new EntryChange.Update(
            cluster,
            key,
            before,
            after,
            index(json),
            fields(body),
            reason,
            at(json),
            json.text("note"));
  }

  private static Change report(Value.Fields json) {
    if (json.text("type").equals(ClusterCensus.PEERING)) {
      return PeerReader.report(json, reason(json), declared(json));
    }
    EntryKey key = key(json);
    Value.Fields body = json.fields("change");
    return new EntryChange.Report(
        new ClusterName(json.text("cluster")),
        key,
        body.fields("before").map().isEmpty()
            ? Optional.empty()
            : Optional.of(entry(key, body, "before")),
        index(json),
        fields(body),
        reason(json),
        declared(json),
        json.text("note"));
  }

  private static EntryKey key(Value.Fields json) {
    return new EntryKey(
        json.text("type"),
        new Tenancy(json.text("partition"), json.text("namespace")),
        json.text("name"));
  }

  private static Entry entry(EntryKey key, Value.Fields body, String side) {
    if (body.get(side).orElse(Value.Nothing.NULL) instanceof Value.Fields fields) {
      return new Entry(key, fields);
    }
    throw new UnreadablePlan(key.path() + " lacks \"" + side + "\"");
  }

  private static List<FieldChange> fields(Value.Fields body) {
    return body.maps("fields").stream()
        .map(field -> new FieldChange(field.text("path"), field.get("before"), field.get("after")))
        .toList();
  }

  static String actions(Value.Fields body) {
    StringBuilder words = new StringBuilder();
    for (Value word : body.items("actions")) {
      words.append(words.isEmpty() ? "" : ",").append(word instanceof Value.Text t ? t.text() : "");
    }
    return words.toString();
  }

  private static ChangeReason reason(Value.Fields json) {
    String code = json.text("action_reason");
    return Arrays.stream(ChangeReason.values())
        .filter(reason -> reason.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new UnreadablePlan("unknown reason at " + json.text("address")));
  }

  private static long index(Value.Fields json) {
    return json.fields("live").get("modify_index").map(PlanReader::whole).orElse(0L);
  }

  private static Optional<Declared> declared(Value.Fields json) {
    Value.Fields source = json.fields("source");
    if (source.map().isEmpty()) {
      return Optional.empty();
    }
    SourceRange range =
        new SourceRange(
            source.text("file"),
            number(source, "line"),
            number(source, "column"),
            number(source, "end_line"),
            number(source, "end_column"));
    return Optional.of(new Declared(range, source.text("revision")));
  }

  static Declared at(Value.Fields json) {
    return declared(json)
        .orElseThrow(() -> new UnreadablePlan(json.text("address") + " lacks its source"));
  }

  private static int number(Value.Fields json, String key) {
    return Math.toIntExact(
        json.get(key)
            .map(PlanReader::whole)
            .filter(n -> n >= Integer.MIN_VALUE && n <= Integer.MAX_VALUE)
            .orElseThrow(() -> new UnreadablePlan("\"" + key + "\" is no number")));
  }

  static long whole(Value value) {
    if (value instanceof Value.Whole whole && whole.number().bitLength() < Long.SIZE) {
      return whole.number().longValue();
    }
    throw new UnreadablePlan("a number is expected");
  }
}
