package dev.treaty.reconcile.cli;

import dev.treaty.diff.ExitCode;
import dev.treaty.diff.Plan;
import dev.treaty.diff.PlanConditions;
import dev.treaty.diff.PlanDigest;
import dev.treaty.diff.PlanFile;
import dev.treaty.diff.PlanOptions;
import dev.treaty.diff.PlanOutcome;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.entry.Kinds;
import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.ClustersFile;
import dev.treaty.model.project.SourceTree;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.live.LiveStateReader;
import dev.treaty.reconcile.loop.Survey;
import dev.treaty.reconcile.loop.Surveyor;
import dev.treaty.reconcile.report.Format;
import dev.treaty.reconcile.report.PlanReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code treaty apply}: make the clusters as declared, or do exactly what a saved plan says. */
@Command(
    name = "apply",
    description = "Make the clusters as declared, and wait until they are.",
    sortOptions = false)
public final class ApplyCommand extends ProjectCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PLAN",
      description = "a plan saved by `plan -out`: exactly this is done, or nothing")
  Optional<Path> file = Optional.empty();

  @Option(names = "--auto-approve", description = "do not ask")
  boolean approved;

  @Option(
      names = "--consent",
      paramLabel = "DIGEST",
      description = "agree to this very plan although it deletes more than the cap allows")
  Optional<String> consent = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = Seconds.class,
      description = "how long to wait for convergence (default: 60s)")
  Duration timeout = Duration.ofSeconds(60);

  @Option(
      names = "--wait",
      paramLabel = "WHAT",
      description = "imported (default): until services are seen at their peers; none: not at all")
  Patience patience = Patience.IMPORTED;

  Question question = Question.ofThisProcess();

  /** What to wait for after writing. */
  enum Patience {
    IMPORTED,
    NONE
  }

  @Override
  ExitCode work(SourceTree tree, Optional<ClustersFile> clusters) {
    try (Surveyor surveyor = surveyor(clusters)) {
      if (file.isPresent()) {
        return saved(tree, surveyor, file.get());
      }
      return switch (surveyor.survey(tree, PlanOptions.NONE)) {
        case Survey.NoDesiredState(List<Diagnostic> diagnostics) -> refuse(diagnostics);
        case Survey.Planned planned -> fresh(planned);
      };
    }
  }

  private ExitCode fresh(Survey.Planned planned) {
    Plan plan = planned.plan();
    say(planned.diagnostics());
    if (output.format == Format.TEXT || output.format == Format.MARKDOWN) {
      out().print(PlanReport.of(output.format, plan, planned.diagnostics(), output.colour()));
      out().flush();
    }
    if (!PlanOutcome.mayDelete(plan, consent)) {
      return overCap(plan);
    }
    if (!plan.isEmpty() && !approved && !question.isAgreedTo(err())) {
      err().println("Apply cancelled.");
      return ExitCode.NO_DESIRED_STATE;
    }
    return perform(plan, planned.clients(), planned.diagnostics());
  }

  private ExitCode overCap(Plan plan) {
    err()
        .println(
            "Over the deletion cap: nothing was touched. Raise `safety` in Git, or consent to this"
                + " very plan: --consent "
                + PlanDigest.of(plan));
    return ExitCode.OVER_DELETION_CAP;
  }

  private ExitCode perform(
      Plan plan, Map<ClusterName, ConsulClient> clients, List<Diagnostic> diagnostics) {
    return new ApplyRun(plan, clients, diagnostics, out(), err(), output.format)
        .perform(consent, patience == Patience.NONE ? Optional.empty() : Optional.of(timeout));
  }

  private ExitCode saved(SourceTree tree, Surveyor surveyor, Path from) {
    Plan plan;
    try {
      switch (PlanFile.load(Files.readAllBytes(from))) {
        case PlanFile.Reading.Refused(String why) -> {
          return refuse(List.of(Diagnostic.error("TR0705", from + ": " + why)));
        }
        case PlanFile.Reading.Loaded(Plan loaded) -> plan = loaded;
      }
    } catch (IOException e) {
      return refuse(List.of(Diagnostic.error("TR0705", from + " cannot be read")));
    }
    return switch (surveyor.reach(tree)) {
      case Surveyor.Reach.Unbound(List<Diagnostic> diagnostics) -> refuse(diagnostics);
      case Surveyor.Reach.Bound(var project, var clients, var diagnostics) ->
          plan.project().equals(project)
              ? saved(plan, clients)
              : refuse(
                  List.of(
                      Diagnostic.error(
                          "TR0705",
                          "the plan is for project \""
                              + plan.project()
                              + "\", not for \""
                              + project
                              + "\"")));
    };
  }

  private ExitCode saved(Plan plan, Map<ClusterName, ConsulClient> clients) {
    Set<ClusterName> named = new HashSet<>();
    plan.changes().forEach(change -> named.addAll(change.clusters()));
    named.removeAll(clients.keySet());
    if (!named.isEmpty()) {
      return refuse(
          List.of(
              Diagnostic.error(
                  "TR0705", "the plan is about clusters that are not bound: " + named)));
    }
    if (!PlanOutcome.mayDelete(plan, consent)) {
      return overCap(plan);
    }
    Map<ClusterName, LiveCluster> live =
        new LiveStateReader(new HashSet<>(Kinds.supported()), Tenancies.of(plan)).read(clients);
    List<String> broken = PlanConditions.broken(plan, live);
    if (!broken.isEmpty()) {
      err().println("The plan is stale; nothing was touched:");
      broken.forEach(condition -> err().println("  " + condition));
      return ExitCode.CONFLICT;
    }
    return perform(plan, clients, List.of());
  }
}
