package dev.treaty.model.entry;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a server would say of one file alone.
 *
 * @param failed where the first refused document failed; empty if the file is valid
 * @param diagnostics all that there is to say, in the order of the documents
 * @param entries the entries as the server would store them; none unless the whole file is valid
 */
public record FileVerdict(
    String file,
    Optional<Verdict.Stage> failed,
    List<Diagnostic> diagnostics,
    List<Entry> entries) {

  public FileVerdict {
    diagnostics = List.copyOf(diagnostics);
    entries = List.copyOf(entries);
  }

  public boolean isValid() {
    return failed.isEmpty();
  }

  /** Judges a file in Consul's spelling, or one with consul-k8s custom resources. */
  public static FileVerdict of(SourceText source, ServerProfile server) {
    EntryDocuments documents = EntryDocuments.read(source, server);
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    Optional<Verdict.Stage> failed = Optional.empty();
    for (DocumentVerdict document : documents.verdicts()) {
      switch (document.verdict()) {
        case Verdict.Accepted(Entry entry, List<Diagnostic> warnings) -> {
          diagnostics.addAll(warnings);
          entries.add(entry);
        }
        case Verdict.Refused(Verdict.Stage stage, String text, List<Diagnostic> errors) -> {
          diagnostics.addAll(errors);
          failed = failed.or(() -> Optional.of(stage));
        }
      }
    }
    diagnostics.addAll(documents.notes());
    documents.peerings().forEach(side -> diagnostics.add(source.withExcerpt(side.note())));
    if (failed.isEmpty() && entries.isEmpty() && mustHoldAnEntry(source, documents)) {
      Diagnostic fault =
          DiagnosticCode.NO_KIND.at(
              SourceRange.at(source.file(), 1, 1), "Kind", "the file declares nothing");
      return refused(source.file(), Verdict.Stage.DECODE, fault);
    }
    return failed.isEmpty()
        ? new FileVerdict(source.file(), failed, diagnostics, entries)
        : new FileVerdict(source.file(), failed, diagnostics, List.of());
  }

  /** The verdict on a file that could not even be read. */
  public static FileVerdict refused(String file, Verdict.Stage stage, Diagnostic fault) {
    return new FileVerdict(file, Optional.of(stage), List.of(fault), List.of());
  }

  /** A YAML stream may have no document; {@code consul config write} wants one in other files. */
  private static boolean mustHoldAnEntry(SourceText source, EntryDocuments documents) {
    return EntryDocuments.formOf(source.file()).filter(form -> form != Form.YAML).isPresent()
        && documents.notes().stream()
            .anyMatch(note -> note.code().equals(DiagnosticCode.NO_ENTRY.id()));
  }
}
