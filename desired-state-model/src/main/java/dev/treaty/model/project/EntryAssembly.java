package dev.treaty.model.project;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryJudge;
import dev.treaty.model.entry.EntryKey;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.StoredEntry;
import dev.treaty.model.entry.Verdict;
import dev.treaty.model.value.ValueJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes one cluster's entries out of what its files contribute. */
final class EntryAssembly {

  private final Project project;
  private final ClusterDeclaration cluster;
  private final SourceTree tree;
  private final ServerProfile server;
  private final Findings findings;
  private final SecretsInFile secrets;

  EntryAssembly(
      Project project,
      ClusterDeclaration cluster,
      SourceTree tree,
      ServerProfile server,
      Findings findings) {
    this.project = project;
    this.cluster = cluster;
    this.tree = tree;
    this.server = server;
    this.findings = findings;
    this.secrets = new SecretsInFile(findings);
  }

  /** The entries sorted by key, at most one for each. */
  List<DeclaredEntry> assemble(List<Contribution> parts) {
    Map<EntryKey, List<Contribution>> byKey = new TreeMap<>();
    for (Contribution part : parts) {
      check(part);
      byKey.computeIfAbsent(folded(part.entry().key()), key -> new ArrayList<>()).add(part);
    }
    List<DeclaredEntry> entries = new ArrayList<>();
    for (List<Contribution> same : byKey.values()) {
      entry(same)
          .ifPresent(entry ->
              entries.add(
                  new DeclaredEntry(
                      cluster.name(),
                      entry,
                      same.get(0).range(),
                      findings.excerpt(same.get(0).range()),
                      revision(same))));
    }
    entries.sort(Comparator.comparing(declared -> declared.entry().key()));
    return entries;
  }

  private void check(Contribution part) {
    Entry entry = part.entry();
    SourceRange range = part.range();
    secrets.inEntry(entry.body(), range, "");
    String id = Marks.id(project.name(), cluster.name() + "/" + entry.key().path());
    if (id.length() > Marks.MAX_VALUE) {
      findings.error(
          DiagnosticCode.MARK_TOO_LONG,
          range,
          "Name",
          "project and address have "
              + id.length()
              + " characters together; "
              + Marks.MAX_VALUE
              + " is the most");
    }
    int own = entry.meta().map().size();
    if (own > Marks.MAX_OWN_KEYS) {
      findings.error(
          DiagnosticCode.META_NOT_POSSIBLE,
          range,
          "Meta",
          "the entry has " + own + " Meta keys; " + Marks.MAX_OWN_KEYS + " is the most");
    }
    for (String key : entry.meta().map().keySet()) {
      if (Marks.isMark(key)) {
        findings.error(
            DiagnosticCode.META_NOT_POSSIBLE,
            range,
            "Meta." + key,
            "\"" + key + "\" is one of Treaty's own marks");
      }
    }
  }

  /** The one entry that the parts make up. */
  private Optional<Entry> entry(List<Contribution> same) {
    if (same.size() == 1) {
      return Optional.of(same.get(0).entry());
    }
    Optional<Entry> merged = new EntryMerge(cluster.name(), findings).merge(same);
    return merged.flatMap(entry -> judged(entry, same.get(0).range()));
  }

  /** What the server makes of the whole; it sorts and checks across all parts. */
  private Optional<Entry> judged(Entry merged, SourceRange range) {
    Verdict verdict = EntryJudge.judgeJson(ValueJson.bytes(StoredEntry.toSend(merged)), server);
    return switch (verdict) {
      case Verdict.Accepted(Entry entry, List<Diagnostic> warnings) -> Optional.of(entry);
      case Verdict.Refused(Verdict.Stage stage, String text, List<Diagnostic> diagnostics) -> {
        findings.error(DiagnosticCode.CONFLICTING_PARTS, range, "", text);
        yield Optional.empty();
      }
    };
  }

  /** The commit that last changed the declaring file; of several, that of the first. */
  private String revision(List<Contribution> same) {
    return tree.lastChange().apply(same.get(0).range().file());
  }

  /** Consul's storage ignores the case of names. */
  private static EntryKey folded(EntryKey key) {
    return new EntryKey(key.kind(), key.tenancy(), key.name().toLowerCase(Locale.ROOT));
  }
}
