package dev.treaty.model.entry;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.HclReader;
import dev.treaty.model.syntax.JsonReader;
import dev.treaty.model.syntax.Node.MapNode;
import dev.treaty.model.syntax.Parsed;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.syntax.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The config entries of one file.
 *
 * @param verdicts one per document that claims to be an entry, in order
 * @param peerings the sides of peerings that are declared beside entries
 * @param notes about documents that are left alone
 */
public record EntryDocuments(
    List<DocumentVerdict> verdicts, List<PeeringSide> peerings, List<Diagnostic> notes) {

  public EntryDocuments {
    peerings = List.copyOf(peerings);
    verdicts = List.copyOf(verdicts);
    notes = List.copyOf(notes);
  }

  /** The language of a file by its ending, if it is one of those that are read. */
  public static Optional<Form> formOf(String file) {
    String lower = file.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".hcl")) {
      return Optional.of(Form.HCL);
    }
    if (lower.endsWith(".json")) {
      return Optional.of(Form.JSON);
    }
    return lower.endsWith(".yaml") || lower.endsWith(".yml")
        ? Optional.of(Form.YAML)
        : Optional.empty();
  }

  /** Reads and judges a file in Consul's spelling or with consul-k8s custom resources. */
  public static EntryDocuments read(SourceText source, ServerProfile server) {
    Optional<Form> form = formOf(source.file());
    if (form.isEmpty()) {
      Diagnostic fault =
          DiagnosticCode.FILE_TYPE.at(
              start(source), "", "entries are read from .hcl, .json, .yaml and .yml files");
      return refused(start(source), List.of(fault));
    }
    return read(source, form.get(), server);
  }

  /** Reads and judges a text whose language is known otherwise than by its name. */
  public static EntryDocuments read(SourceText source, Form form, ServerProfile server) {
    List<Parsed> documents =
        switch (form) {
          case HCL -> List.of(HclReader.read(source));
          case JSON -> List.of(JsonReader.read(source));
          case YAML -> YamlReader.read(source);
        };
    List<DocumentVerdict> verdicts = new ArrayList<>();
    List<PeeringSide> peerings = new ArrayList<>();
    List<Diagnostic> notes = new ArrayList<>();
    for (Parsed document : documents) {
      add(document, form, source, server, verdicts, peerings, notes);
    }
    if (verdicts.isEmpty() && peerings.isEmpty() && notes.isEmpty()) {
      notes.add(DiagnosticCode.NO_ENTRY.noteAt(start(source), "the file declares nothing"));
    }
    return new EntryDocuments(verdicts, peerings, notes.stream().map(source::withExcerpt).toList());
  }

  private static void add(
      Parsed document,
      Form form,
      SourceText source,
      ServerProfile server,
      List<DocumentVerdict> verdicts,
      List<PeeringSide> peerings,
      List<Diagnostic> notes) {
    List<Diagnostic> errors = document.diagnostics().stream().filter(Diagnostic::isError).toList();
    if (!errors.isEmpty()) {
      SourceRange range = errors.getFirst().range().orElseGet(() -> start(source));
      verdicts.add(
          new DocumentVerdict(
              range,
              new Verdict.Refused(
                  Verdict.Stage.SYNTAX, errors.getFirst().message(), document.diagnostics())));
      return;
    }
    if (document.root().isEmpty() || document.root().get().members().isEmpty()) {
      return;
    }
    MapNode root = document.root().get();
    if (BootstrapEntries.isConfiguration(root)) {
      for (DocumentVerdict found : BootstrapEntries.read(root, form, server)) {
        verdicts.add(
            new DocumentVerdict(
                found.range(), withExcerpts(found.verdict(), document.diagnostics(), source)));
      }
      return;
    }
    Verdict verdict;
    if (CustomResource.isResource(root)) {
      switch (CustomResource.read(root, server)) {
        case CustomResource.Judged judged -> verdict = judged.verdict();
        case CustomResource.Sided(PeeringSide side) -> {
          peerings.add(side);
          return;
        }
        case CustomResource.LeftAlone alone -> {
          notes.add(alone.note());
          return;
        }
      }
    } else {
      verdict = EntryJudge.judge(root, form, server);
    }
    verdicts.add(
        new DocumentVerdict(
            EntryPlace.of(root), withExcerpts(verdict, document.diagnostics(), source)));
  }

  private static Verdict withExcerpts(
      Verdict verdict, List<Diagnostic> earlier, SourceText source) {
    return switch (verdict) {
      case Verdict.Accepted(Entry entry, List<Diagnostic> warnings) ->
          new Verdict.Accepted(entry, joined(earlier, warnings, source));
      case Verdict.Refused(Verdict.Stage stage, String text, List<Diagnostic> diagnostics) ->
          new Verdict.Refused(stage, text, joined(diagnostics, earlier, source));
    };
  }

  private static List<Diagnostic> joined(
      List<Diagnostic> first, List<Diagnostic> second, SourceText source) {
    List<Diagnostic> all = new ArrayList<>(first);
    all.addAll(second);
    return all.stream().map(source::withExcerpt).toList();
  }

  private static EntryDocuments refused(SourceRange range, List<Diagnostic> errors) {
    Verdict verdict =
        new Verdict.Refused(Verdict.Stage.SYNTAX, errors.getFirst().message(), errors);
    return new EntryDocuments(List.of(new DocumentVerdict(range, verdict)), List.of(), List.of());
  }

  private static SourceRange start(SourceText source) {
    return SourceRange.at(source.file(), 1, 1);
  }
}
