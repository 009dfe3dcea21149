package dev.treaty.reconcile.cli;

import dev.treaty.diff.Change;
import dev.treaty.diff.ExitCode;
import dev.treaty.diff.Plan;
import dev.treaty.diff.PlanOptions;
import dev.treaty.diff.PlanOutcome;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.project.ClustersFile;
import dev.treaty.model.project.SourceTree;
import dev.treaty.reconcile.loop.Survey;
import dev.treaty.reconcile.loop.Surveyor;
import dev.treaty.reconcile.report.ApplyEvents;
import dev.treaty.reconcile.report.EventWriter;
import dev.treaty.reconcile.report.Format;
import dev.treaty.reconcile.report.PlanReport;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code treaty drift}: has someone changed what we applied? */
@Command(
    name = "drift",
    description = "Show where live state left what was applied; ends with 2 where it did.",
    sortOptions = false)
public final class DriftCommand extends ProjectCommand {

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = Seconds.class,
      description = "how long clusters may take to be read; one that takes longer ends with 8")
  Optional<Duration> timeout = Optional.empty();

  @Override
  ExitCode work(SourceTree tree, Optional<ClustersFile> clusters) {
    try (Surveyor surveyor = surveyor(clusters, timeout)) {
      return switch (surveyor.survey(tree, PlanOptions.NONE)) {
        case Survey.NoDesiredState(List<Diagnostic> diagnostics) -> refuse(diagnostics);
        case Survey.Planned planned -> show(planned);
      };
    }
  }

  private ExitCode show(Survey.Planned planned) {
    Plan plan = planned.plan();
    say(planned.diagnostics());
    switch (output.format) {
      case TEXT, NDJSON -> {
        EventWriter writer =
            new EventWriter(
                out(),
                output.format == Format.NDJSON ? EventWriter.Style.NDJSON : EventWriter.Style.TEXT,
                InstantSource.system(),
                ZoneId.systemDefault());
        for (Change change : plan.drifted()) {
          writer.accept(ApplyEvents.drift(change));
        }
        if (output.format == Format.TEXT) {
          plan.problems()
              .forEach(problem ->
                  err().println("cluster " + problem.cluster() + ": " + problem.message()));
          out().println(summary(plan));
        }
      }
      case JSON, MARKDOWN, SARIF, JUNIT, GITHUB ->
          out().print(PlanReport.of(output.format, plan, planned.diagnostics(), output.colour()));
    }
    return PlanOutcome.ofDrift(plan);
  }

  private static String summary(Plan plan) {
    int drifted = plan.drifted().size();
    int pending = plan.changes().size() - drifted;
    String waiting = pending == 0 ? "" : " " + pending + " changed in Git and not applied yet.";
    return (drifted == 0 ? "No drift." : "Drift: " + drifted + " changed behind our back.")
        + waiting;
  }
}
