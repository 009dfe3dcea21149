package dev.treaty.reconcile.cli;

import dev.treaty.diff.ExitCode;
import dev.treaty.diff.PlanText;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticText;
import dev.treaty.model.project.ClustersFile;
import dev.treaty.model.project.SourceTree;
import dev.treaty.reconcile.live.ClusterClients;
import dev.treaty.reconcile.loop.Surveyor;
import dev.treaty.reconcile.report.DiagnosticReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands about one project have in common. */
abstract class ProjectCommand implements Callable<Integer> {
  private static final Duration CALL = Duration.ofSeconds(10);

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin InputFlags input = new InputFlags();
  @Mixin OutputFlags output = new OutputFlags();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "explain this command")
  boolean help;

  final OperatorEnvironment environment = new OperatorEnvironment();
  final Inputs inputs = new Inputs(environment);

  /** Does the command's work on the project's files. */
  abstract ExitCode work(SourceTree tree, Optional<ClustersFile> clusters);

  @Override
  public Integer call() {
    ExitCode code =
        switch (inputs.clusters(input)) {
          case Inputs.Got.Missing<Optional<ClustersFile>>(List<Diagnostic> diagnostics) ->
              refuse(diagnostics);
          case Inputs.Got.There<Optional<ClustersFile>>(Optional<ClustersFile> clusters) ->
              inputs.withTree(input, tree -> work(tree, clusters), this::refuse);
        };
    out().flush();
    err().flush();
    return code.number();
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  final Surveyor surveyor(Optional<ClustersFile> clusters) {
    return surveyor(clusters, Optional.empty());
  }

  /**
   * A surveyor.
   *
   * @param limit for reading all clusters; by default only each call has one
   */
  final Surveyor surveyor(Optional<ClustersFile> clusters, Optional<Duration> limit) {
    Duration call = limit.filter(most -> most.compareTo(CALL) > 0).orElse(CALL);
    return new Surveyor(environment, clusters, new ClusterClients(call), limit);
  }

  /** A mistake on the command line, found late; nothing was touched. */
  final ParameterException mistake(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Says why there is no desired state. */
  final ExitCode refuse(List<Diagnostic> diagnostics) {
    say(diagnostics);
    if (output.format.holdsDiagnostics()) {
      out().print(DiagnosticReport.of(output.format, diagnostics, "invalid"));
    }
    return ExitCode.NO_DESIRED_STATE;
  }

  /** Prints diagnostics on stderr unless they are part of the result. */
  final void say(List<Diagnostic> diagnostics) {
    if (!output.format.holdsDiagnostics() && !diagnostics.isEmpty()) {
      err().print(diagnosticText().render(diagnostics));
      err().flush();
    }
  }

  final DiagnosticText diagnosticText() {
    return output.colour() == PlanText.Colour.ANSI
        ? DiagnosticText.coloured()
        : DiagnosticText.plain();
  }
}
