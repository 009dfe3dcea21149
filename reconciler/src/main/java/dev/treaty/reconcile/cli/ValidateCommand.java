package dev.treaty.reconcile.cli;

import dev.treaty.diff.ExitCode;
import dev.treaty.diff.GraphCheck;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.entry.ConsulVersion;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.ClusterProfiles;
import dev.treaty.model.project.ClustersFile;
import dev.treaty.model.project.DesiredState;
import dev.treaty.model.project.LoadResult;
import dev.treaty.model.project.ProjectLoader;
import dev.treaty.model.project.SourceTree;
import dev.treaty.reconcile.live.ServerProfiles;
import dev.treaty.reconcile.loop.Surveyor;
import dev.treaty.reconcile.report.DiagnosticReport;
import dev.treaty.reconcile.report.FileReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code treaty validate}: is there a desired state? Asks clusters only for their release. */
@Command(
    name = "validate",
    description = "Check a project, or each of the named files alone, without touching a cluster.",
    sortOptions = false)
public final class ValidateCommand extends ProjectCommand {

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "judge these files, or all below these folders, each alone and offline")
  List<Path> files = List.of();

  @Option(
      names = "--consul-version",
      paramLabel = "VERSION",
      description = "judge as this release does (default: 1.16.4, or what the clusters are)")
  Optional<String> version = Optional.empty();

  @Option(
      names = "--consul-edition",
      paramLabel = "EDITION",
      description = "community (default) or enterprise")
  Optional<ServerProfile.Edition> edition = Optional.empty();

  @Override
  public Integer call() {
    return files.isEmpty() ? super.call() : judgeFiles().number();
  }

  private ExitCode judgeFiles() {
    ServerProfile server = asked().orElse(ServerProfile.DEFAULT);
    try {
      List<Path> all = FileJudge.expand(files);
      FileReport report = new FileReport(output.format, diagnosticText(), out(), err());
      new FileJudge(server).judge(all, report::add);
      return report.end() ? ExitCode.OK : ExitCode.NO_DESIRED_STATE;
    } catch (IOException | UncheckedIOException e) {
      throw new ParameterException(
          spec.commandLine(), "a folder cannot be read: " + e.getMessage(), e);
    }
  }

  /** The server asked for by flags, if any. */
  private Optional<ServerProfile> asked() {
    if (version.isEmpty() && edition.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ServerProfile(
            version.map(this::version).orElse(ServerProfile.DEFAULT.version()),
            edition.orElse(ServerProfile.Edition.COMMUNITY)));
  }

  @Override
  ExitCode work(SourceTree tree, Optional<ClustersFile> clusters) {
    ClusterProfiles profiles = profiles(tree, clusters);
    LoadResult result = ProjectLoader.load(tree, profiles);
    List<Diagnostic> diagnostics = new ArrayList<>(result.diagnostics());
    result.desired().ifPresent(desired -> diagnostics.addAll(GraphCheck.alone(desired, profiles)));
    say(diagnostics);
    long errors = diagnostics.stream().filter(Diagnostic::isError).count();
    long warnings = diagnostics.size() - errors;
    Optional<DesiredState> valid = result.desired().filter(desired -> errors == 0);
    String summary =
        valid
            .map(desired ->
                "Valid: "
                    + counted(desired.clusters().size(), "cluster", "clusters")
                    + ", "
                    + counted(desired.peerings().size(), "peering", "peerings")
                    + ", "
                    + counted(desired.entries().size(), "entry", "entries")
                    + (warnings == 0 ? "." : "; " + counted(warnings, "warning", "warnings") + "."))
            .orElse("Invalid: " + counted(errors, "error", "errors") + ".");
    out().print(DiagnosticReport.of(output.format, diagnostics, summary));
    return valid.isPresent() ? ExitCode.OK : ExitCode.NO_DESIRED_STATE;
  }

  private static String counted(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private ClusterProfiles profiles(SourceTree tree, Optional<ClustersFile> clusters) {
    Optional<ServerProfile> asked = asked();
    if (asked.isPresent()) {
      return ClusterProfiles.all(asked.get());
    }
    if (clusters.isEmpty()) {
      return ClusterProfiles.DEFAULT;
    }
    Map<ClusterName, ServerProfile> known = new TreeMap<>();
    try (Surveyor surveyor = surveyor(clusters)) {
      if (surveyor.reach(tree)
          instanceof Surveyor.Reach.Bound(var project, var clients, var diagnostics)) {
        clients.forEach((name, client) ->
            client
                .agentSelf()
                .done()
                .flatMap(ServerProfiles::of)
                .ifPresentOrElse(
                    profile -> known.put(name, profile),
                    () ->
                        err()
                            .println(
                                "cluster " + name + " does not answer; judged as Consul 1.16.4")));
      }
    }
    return ClusterProfiles.known(known);
  }

  private ConsulVersion version(String text) {
    try {
      return ConsulVersion.of(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
