package dev.treaty.model.project;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.entry.DocumentVerdict;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryDocuments;
import dev.treaty.model.entry.PeeringSide;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.Verdict;
import dev.treaty.model.syntax.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads entry files, each once per kind of server however many clusters share it. */
final class EntryFiles {

  /** What files hold. */
  record Contents(List<Contribution> entries, List<PeeringSide> peerings) {
    Contents {
      entries = List.copyOf(entries);
      peerings = List.copyOf(peerings);
    }
  }

  private record Judged(String path, ServerProfile server) {}

  private final SourceTree tree;
  private final Findings findings;
  private final Map<Judged, Contents> known = new HashMap<>();

  EntryFiles(SourceTree tree, Findings findings) {
    this.tree = tree;
    this.findings = findings;
  }

  /** What all files of a cluster contribute, by path and then in the order written. */
  Contents read(ClusterDeclaration cluster, ServerProfile server) {
    List<Contribution> parts = new ArrayList<>();
    List<PeeringSide> peerings = new ArrayList<>();
    for (String path : EntryFolders.files(tree, cluster.configFolders())) {
      Contents contents = known.computeIfAbsent(new Judged(path, server), this::read);
      parts.addAll(contents.entries());
      peerings.addAll(contents.peerings());
    }
    return new Contents(parts, peerings);
  }

  private Contents read(Judged file) {
    byte[] bytes = tree.files().get(file.path());
    SourceText source = SourceText.of(file.path(), bytes == null ? new byte[0] : bytes);
    findings.know(source);
    EntryDocuments documents = EntryDocuments.read(source, file.server());
    findings.addAll(documents.notes());
    List<Contribution> parts = new ArrayList<>();
    for (DocumentVerdict document : documents.verdicts()) {
      switch (document.verdict()) {
        case Verdict.Accepted(Entry entry, List<Diagnostic> warnings) -> {
          findings.addAll(warnings);
          parts.add(new Contribution(entry, document.range()));
        }
        case Verdict.Refused(Verdict.Stage stage, String text, List<Diagnostic> diagnostics) ->
            findings.addAll(diagnostics);
      }
    }
    return new Contents(parts, documents.peerings());
  }
}
