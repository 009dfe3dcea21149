package dev.treaty.reconcile.cli;

import dev.treaty.diff.ExitCode;
import dev.treaty.diff.Plan;
import dev.treaty.diff.PlanFile;
import dev.treaty.diff.PlanOptions;
import dev.treaty.diff.PlanOutcome;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.project.ClustersFile;
import dev.treaty.model.project.SourceTree;
import dev.treaty.reconcile.loop.Survey;
import dev.treaty.reconcile.loop.Surveyor;
import dev.treaty.reconcile.report.PlanReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code treaty plan}: what {@code apply} would write. */
@Command(
    name = "plan",
    description = "Show what would change, and write nothing.",
    sortOptions = false)
public final class PlanCommand extends ProjectCommand {

  @Option(names = "--out", paramLabel = "FILE", description = "save the plan for `apply FILE`")
  Optional<Path> file = Optional.empty();

  @Option(names = "--detailed-exitcode", description = "end with 2 where there are changes")
  boolean detailed;

  @Option(
      names = "--consent",
      paramLabel = "DIGEST",
      description = "agree to this very plan although it deletes more than the cap allows")
  Optional<String> consent = Optional.empty();

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
    out().print(PlanReport.of(output.format, plan, planned.diagnostics(), output.colour()));
    ExitCode code =
        PlanOutcome.of(
            plan, consent, detailed ? PlanOutcome.Detail.DETAILED : PlanOutcome.Detail.PLAIN);
    return file.isPresent() && !save(plan, file.get()) ? ExitCode.NO_DESIRED_STATE : code;
  }

  private boolean save(Plan plan, Path to) {
    try {
      Files.write(to, PlanFile.save(plan));
      err().println("saved to " + to + "; `treaty apply " + to + "` does exactly this");
      return true;
    } catch (IOException e) {
      err().println("the plan could not be saved to " + to + ": " + e.getMessage());
      return false;
    }
  }
}
