package dev.treaty.model.corpus;

import dev.treaty.model.entry.DocumentVerdict;
import dev.treaty.model.entry.EntryComparison;
import dev.treaty.model.entry.EntryDocuments;
import dev.treaty.model.entry.EntryJudge;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.Verdict;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says where our verdict on an input differs from the reference's; an empty text is agreement. */
final class CorpusJudge {

  private static final Set<String> PEERINGS = Set.of("PeeringAcceptor", "PeeringDialer");

  private final Corpus corpus;

  CorpusJudge(Corpus corpus) {
    this.corpus = corpus;
  }

  String difference(Corpus.Input input) {
    EntryDocuments ours =
        EntryDocuments.read(SourceText.of(input.file(), corpus.bytes(input)), input.server());
    return switch (input.form()) {
      case "entry" -> entry(input, ours);
      case "bootstrap" -> bootstrap(input, ours);
      case "crd" -> resources(input, ours);
      default -> isNoEntry(ours) ? "" : "taken for an entry";
    };
  }

  private static boolean isNoEntry(EntryDocuments ours) {
    return ours.verdicts().stream()
        .allMatch(document ->
            document.verdict() instanceof Verdict.Refused refused
                && Set.of("TR0201", "TR0107").contains(refused.diagnostics().getFirst().code()));
  }

  private String entry(Corpus.Input input, EntryDocuments ours) {
    if (ours.verdicts().size() != 1) {
      return input.expectation().equals("invalid") && ours.verdicts().isEmpty()
          ? ""
          : "expected one verdict, got " + ours.verdicts().size();
    }
    Verdict verdict = ours.verdicts().getFirst().verdict();
    String difference =
        verdict(
            verdict,
            input.expectation().equals("valid") ? "" : input.stage(),
            corpus.beside(input, ".server.json"),
            corpus.textBeside(input, ".error.txt").orElse(""));
    return difference.isEmpty()
        ? corpus
            .beside(input, ".expected.json")
            .map(sent -> sent(verdict, sent, input.server()))
            .orElse("")
        : difference;
  }

  /** What Consul's command makes of the file must mean the same as the file. */
  private static String sent(Verdict ours, Value sent, ServerProfile server) {
    Verdict judged = EntryJudge.judgeJson(ValueJson.bytes(sent), server);
    if (ours instanceof Verdict.Accepted file && judged instanceof Verdict.Accepted request) {
      List<?> differences = EntryComparison.compare(file.entry(), request.entry());
      return differences.isEmpty() ? "" : "the command's body differs: " + differences;
    }
    boolean alike =
        ours instanceof Verdict.Refused file
            && judged instanceof Verdict.Refused request
            && file.stage() == request.stage();
    return alike ? "" : "the command's body is judged otherwise: " + judged;
  }

  private String bootstrap(Corpus.Input input, EntryDocuments ours) {
    if (input.expectation().equals("invalid")) {
      return ours.verdicts().stream()
              .anyMatch(document ->
                  document.verdict() instanceof Verdict.Refused refused
                      && agrees(refused.stage(), input.stage()))
          ? ""
          : "expected " + input.stage() + ", got " + ours.verdicts();
    }
    Value all = corpus.beside(input, ".server.json").orElse(Value.Items.EMPTY);
    List<Value> expected = ((Value.Items) all).values();
    if (expected.size() != ours.verdicts().size()) {
      return "expected " + expected.size() + " verdicts, got " + ours.verdicts();
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < expected.size(); i++) {
      out.append(verdict(ours.verdicts().get(i).verdict(), "", Optional.of(expected.get(i)), ""));
    }
    return out.toString();
  }

  private String resources(Corpus.Input input, EntryDocuments ours) {
    List<Value.Fields> expected = new ArrayList<>();
    Value all = corpus.beside(input, ".expected.json").orElse(Value.Items.EMPTY);
    boolean broken = false;
    for (Value value : ((Value.Items) all).values()) {
      Value.Fields document = (Value.Fields) value;
      broken |= document.text("stage").equals("yaml");
      if (isJudged(document)) {
        expected.add(document);
      }
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (DocumentVerdict verdict : ours.verdicts()) {
      verdicts.add(verdict.verdict());
    }
    if (broken || (expected.isEmpty() && input.expectation().equals("invalid"))) {
      return ours.verdicts().stream().anyMatch(v -> v.verdict() instanceof Verdict.Refused)
          ? ""
          : "expected a refusal";
    }
    if (expected.size() != verdicts.size()) {
      return "expected "
          + expected.size()
          + " verdicts, got "
          + verdicts.size()
          + " "
          + first(verdicts);
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < expected.size(); i++) {
      Value.Fields document = expected.get(i);
      if (document.get("server").isEmpty() && isOnlyConverted(document)) {
        Value entry = withoutSource(document.fields("consulEntry"));
        out.append(sent(verdicts.get(i), entry, input.server()));
        continue;
      }
      out.append(
          verdict(
              verdicts.get(i),
              document.text("stage") + document.fields("serverError").text("stage"),
              document.get("server").map(CorpusJudge::withoutSource),
              document.text("error") + document.fields("serverError").text("error")));
      if (out.isEmpty() && document.get("server").isPresent()) {
        out.append(
            sent(verdicts.get(i), withoutSource(document.fields("consulEntry")), input.server()));
      }
    }
    return out.toString();
  }

  /** The reference asked no server about it. */
  private static boolean isOnlyConverted(Value.Fields document) {
    return document.get("consulEntry").isPresent()
        && document.text("stage").isEmpty()
        && document.get("serverError").isEmpty();
  }

  /** A peering resource is only noted, unless consul-k8s refuses it. */
  private static boolean isJudged(Value.Fields document) {
    return document.flag("handled")
        && (!PEERINGS.contains(document.text("kind")) || !document.text("stage").isEmpty());
  }

  private static String first(List<Verdict> verdicts) {
    return verdicts.isEmpty() ? "" : String.valueOf(verdicts.getFirst());
  }

  private static String verdict(Verdict ours, String stage, Optional<Value> server, String error) {
    return switch (ours) {
      case Verdict.Accepted accepted -> {
        if (!stage.isEmpty()) {
          yield "accepted; expected " + stage + ": " + error;
        }
        String printed = ValueJson.write(accepted.entry().body());
        String wanted = ValueJson.write(server.orElse(Value.Fields.EMPTY));
        yield printed.equals(wanted) ? "" : "body " + printed + " expected " + wanted;
      }
      case Verdict.Refused refused -> {
        if (stage.isEmpty()) {
          yield "refused: " + refused.consulText() + "; expected " + server;
        }
        yield agrees(refused.stage(), stage)
            ? ""
            : "stage "
                + refused.stage()
                + " ("
                + refused.consulText()
                + "); expected "
                + stage
                + ": "
                + error;
      }
    };
  }

  private static boolean agrees(Verdict.Stage ours, String theirs) {
    return switch (theirs) {
      case "cli-parse", "server-decode", "crd-schema", "yaml" -> ours.isDecoding();
      case "crd-validate" -> true;
      case "normalize", "server:normalize" -> ours == Verdict.Stage.NORMALISE;
      default -> ours == Verdict.Stage.VALIDATE;
    };
  }

  /** The entry without what consul-k8s adds to say where it comes from. */
  private static Value withoutSource(Value server) {
    Value.Fields entry = (Value.Fields) server;
    Value.Fields meta =
        entry
            .fields("Meta")
            .without("consul.hashicorp.com/source-datacenter")
            .without("external-source");
    return meta.map().isEmpty() ? entry.without("Meta") : entry.with("Meta", meta);
  }
}
