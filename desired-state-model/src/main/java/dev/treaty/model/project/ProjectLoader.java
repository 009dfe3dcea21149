package dev.treaty.model.project;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.peering.PeeringDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Reads a repository as a project. One error anywhere and there is no desired state. */
public final class ProjectLoader {

  private ProjectLoader() {}

  /** The project file alone: enough to know whom to ask before entries can be judged. */
  public static ProjectRead project(SourceTree tree) {
    Findings findings = new Findings();
    Optional<Project> project = new ProjectFile(tree, findings).read();
    return new ProjectRead(project, findings.list());
  }

  /**
   * Everything: the project file, and every entry file judged as each cluster's server would.
   *
   * @param profiles which Consul each cluster runs
   */
  public static LoadResult load(SourceTree tree, ClusterProfiles profiles) {
    Findings findings = new Findings();
    Optional<Project> read = new ProjectFile(tree, findings).read();
    if (read.isEmpty()) {
      return new LoadResult(Optional.empty(), findings.list());
    }
    Project project = read.get();
    new FolderCheck(tree, project, findings).check();
    List<DeclaredEntry> entries = new ArrayList<>();
    PeeringPairs pairs = new PeeringPairs(project, tree, findings);
    EntryFiles files = new EntryFiles(tree, findings);
    for (ClusterDeclaration cluster : project.clusters()) {
      EntryFiles.Contents contents = files.read(cluster, profiles.of(cluster.name()));
      pairs.add(cluster.name(), contents.peerings());
      entries.addAll(
          new EntryAssembly(project, cluster, tree, profiles.of(cluster.name()), findings)
              .assemble(contents.entries()));
    }
    List<PeeringDeclaration> peerings = pairs.join();
    PeerNames.check(peerings, entries, findings);
    List<Diagnostic> diagnostics = List.copyOf(new LinkedHashSet<>(findings.list()));
    if (findings.hasErrors()) {
      return new LoadResult(Optional.empty(), diagnostics);
    }
    DesiredState desired =
        new DesiredState(
            project.name(),
            tree.revision(),
            project.clusters(),
            peerings,
            entries,
            project.safety());
    return new LoadResult(Optional.of(desired), diagnostics);
  }
}
