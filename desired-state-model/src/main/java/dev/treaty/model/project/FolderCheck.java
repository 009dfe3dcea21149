package dev.treaty.model.project;

import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.diagnostic.SourceRange;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Refuses folders below {@code clusters/} that nobody reads: a rename there would prune. */
final class FolderCheck {

  private final SourceTree tree;
  private final Project project;
  private final Findings findings;

  FolderCheck(SourceTree tree, Project project, Findings findings) {
    this.tree = tree;
    this.project = project;
    this.findings = findings;
  }

  void check() {
    List<String> names = project.clusters().stream().map(c -> c.name().text()).toList();
    Map<String, String> firstFile = new TreeMap<>();
    for (String path : tree.below(EntryFolders.ROOT)) {
      String inner = path.substring(EntryFolders.ROOT.length() + 1);
      int slash = inner.indexOf('/');
      if (slash > 0 && !inner.startsWith(".")) {
        firstFile.putIfAbsent(inner.substring(0, slash), path);
      } else if (slash < 0 && EntryFolders.isEntryFile(inner) && !inner.startsWith(".")) {
        unread(path);
      }
    }
    firstFile.forEach((folder, path) -> {
      if (!names.contains(folder) && !isRead(EntryFolders.ROOT + "/" + folder)) {
        findings.error(
            DiagnosticCode.UNKNOWN_CLUSTER,
            SourceRange.at(path, 1, 1),
            "",
            "the folder clusters/" + folder + " names no cluster of this project",
            NearestName.hint(folder, names));
      }
    });
    for (ClusterDeclaration cluster : project.clusters()) {
      String usual = EntryFolders.ROOT + "/" + cluster.name();
      if (firstFile.containsKey(cluster.name().text()) && !isRead(usual)) {
        findings.add(
            DiagnosticCode.UNKNOWN_CLUSTER.warnAt(
                cluster.range(), "config", "nothing reads the folder " + usual));
      }
    }
  }

  private boolean isRead(String folder) {
    return project.clusters().stream()
        .flatMap(cluster -> cluster.configFolders().stream())
        .anyMatch(read -> EntryFolders.overlap(read, folder));
  }

  private void unread(String path) {
    boolean read =
        project.clusters().stream()
            .flatMap(cluster -> cluster.configFolders().stream())
            .anyMatch(folder -> path.startsWith(folder + "/"));
    if (!read) {
      findings.add(
          DiagnosticCode.UNKNOWN_CLUSTER.warnAt(
              SourceRange.at(path, 1, 1),
              "",
              "this file is in no cluster's folder: nobody reads it"));
    }
  }
}
