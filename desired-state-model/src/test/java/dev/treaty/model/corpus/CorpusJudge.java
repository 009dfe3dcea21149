package dev.treaty.model.corpus;

import dev.treaty.model.entry.DocumentVerdict;
import dev.treaty.model.entry.EntryDocuments;
import dev.treaty.model.entry.Kinds;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.Verdict;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says where our verdict on an input differs from the reference's; an empty text is agreement. */
final class CorpusJudge {

  private static final Map<String, String> RESOURCES =
      Map.of(
          "ServiceDefaults", "service-defaults",
          "ProxyDefaults", "proxy-defaults",
          "ServiceIntentions", "service-intentions",
          "ExportedServices", "exported-services");

  private final Corpus corpus;

  CorpusJudge(Corpus corpus) {
    this.corpus = corpus;
  }

  /** Whether the input is about kinds that are supported. */
  boolean concerns(Corpus.Input input) {
    return switch (input.form()) {
      case "entry" -> Kinds.isSupported(input.kind());
      case "crd" ->
          input.kind().equals("multi")
              || RESOURCES.keySet().stream().anyMatch(kind -> kind.equalsIgnoreCase(input.kind()));
      default -> false;
    };
  }

  String difference(Corpus.Input input) {
    EntryDocuments ours =
        EntryDocuments.read(
            SourceText.of(input.file(), corpus.bytes(input)), ServerProfile.DEFAULT);
    return input.form().equals("entry") ? entry(input, ours) : resources(input, ours);
  }

  private String entry(Corpus.Input input, EntryDocuments ours) {
    if (ours.verdicts().size() != 1) {
      return input.expectation().equals("invalid") && ours.verdicts().isEmpty()
          ? ""
          : "expected one verdict, got " + ours.verdicts().size();
    }
    return verdict(
        ours.verdicts().getFirst().verdict(),
        input.expectation().equals("valid") ? "" : input.stage(),
        corpus.beside(input, ".server.json"),
        corpus.textBeside(input, ".error.txt").orElse(""));
  }

  private String resources(Corpus.Input input, EntryDocuments ours) {
    List<Value.Fields> expected = new ArrayList<>();
    Value all = corpus.beside(input, ".expected.json").orElse(Value.Items.EMPTY);
    boolean broken = false;
    for (Value value : ((Value.Items) all).values()) {
      Value.Fields document = (Value.Fields) value;
      broken |= document.text("stage").equals("yaml");
      if (RESOURCES.containsKey(document.text("kind"))) {
        expected.add(document);
      }
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (DocumentVerdict verdict : ours.verdicts()) {
      if (!isUnsupported(verdict.verdict())) {
        verdicts.add(verdict.verdict());
      }
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
      out.append(
          verdict(
              verdicts.get(i),
              document.text("stage") + document.fields("serverError").text("stage"),
              document.get("server").map(CorpusJudge::withoutSource),
              document.text("error") + document.fields("serverError").text("error")));
    }
    return out.toString();
  }

  private static String first(List<Verdict> verdicts) {
    return verdicts.isEmpty() ? "" : String.valueOf(verdicts.getFirst());
  }

  private static boolean isUnsupported(Verdict verdict) {
    return verdict instanceof Verdict.Refused refused
        && refused.consulText().contains("is not supported by this version yet");
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
      case "cli-parse", "server-decode", "crd-schema", "yaml" -> ours != Verdict.Stage.VALIDATE;
      case "crd-validate" -> true;
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
