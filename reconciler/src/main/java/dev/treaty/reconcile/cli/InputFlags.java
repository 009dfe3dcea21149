package dev.treaty.reconcile.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the project is, and who says where its clusters are. */
final class InputFlags {

  @Option(
      names = "-C",
      paramLabel = "DIR",
      description = "the project's folder, as it is (default: this one)")
  Path folder = Path.of(".");

  @Option(
      names = "--repo",
      paramLabel = "URL",
      description = "a Git repository instead of a folder: a path, https:// or ssh://")
  Optional<String> repository = Optional.empty();

  @Option(
      names = "--rev",
      paramLabel = "REV",
      description = "branch, tag or commit of the repository (default: its default branch)")
  Optional<String> revision = Optional.empty();

  @Option(
      names = "--path",
      paramLabel = "DIR",
      description = "the project's folder inside the repository")
  String path = "";

  @Option(
      names = "--clusters",
      paramLabel = "FILE",
      description =
          "addresses and credentials of the clusters"
              + " (default: TREATY_CLUSTERS, then ~/.config/treaty/clusters.hcl)")
  Optional<Path> clusters = Optional.empty();
}
