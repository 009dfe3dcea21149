package dev.treaty.reconcile.cli;

import dev.treaty.diff.Action;
import dev.treaty.diff.Change;
import dev.treaty.diff.ChangeReason;
import dev.treaty.diff.ExitCode;
import dev.treaty.diff.PeerChange;
import dev.treaty.diff.Plan;
import dev.treaty.diff.PlanOptions;
import dev.treaty.diff.PlanOptions.Adoption;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.project.ClustersFile;
import dev.treaty.model.project.SourceTree;
import dev.treaty.reconcile.loop.Survey;
import dev.treaty.reconcile.loop.Surveyor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code treaty adopt}: make live objects ours that stand where ours should. */
@Command(
    name = "adopt",
    description = "Make declared objects ours that exist, but carry no mark of this project.",
    sortOptions = false)
public final class AdoptCommand extends ProjectCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "ADDRESS",
      description = "as plan prints it: cluster-01/service-intentions/web, peering/a/b")
  List<String> given = List.of();

  @Option(
      names = "--takeover",
      description =
          "also what differs from its declaration or is another's; a peering is made anew")
  boolean takeover;

  @Option(names = "--auto-approve", description = "do not ask")
  boolean approved;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = Seconds.class,
      description = "how long to wait for a peering made anew (default: 60s)")
  Duration timeout = Duration.ofSeconds(60);

  Question question = Question.ofThisProcess();

  @Override
  ExitCode work(SourceTree tree, Optional<ClustersFile> clusters) {
    Addresses addresses = Addresses.of(given);
    PlanOptions options = PlanOptions.NONE;
    for (String address : addresses.all()) {
      options = options.adopt(address, takeover ? Adoption.TAKEOVER : Adoption.IF_EQUAL);
    }
    try (Surveyor surveyor = surveyor(clusters)) {
      return switch (surveyor.survey(tree, options)) {
        case Survey.NoDesiredState(List<Diagnostic> diagnostics) -> refuse(diagnostics);
        case Survey.Planned planned -> adopt(planned, addresses);
      };
    }
  }

  private ExitCode adopt(Survey.Planned planned, Addresses addresses) {
    TreeMap<String, Change> found = new TreeMap<>();
    for (List<Change> some :
        List.of(planned.plan().changes(), planned.plan().kept(), planned.plan().reports())) {
      some.forEach(change -> found.put(change.address(), change));
    }
    Optional<String> undeclared = addresses.undeclared(planned.desired());
    if (undeclared.isPresent()) {
      throw mistake(
          "nothing is declared at " + undeclared.get() + "; `treaty plan` names addresses");
    }
    for (String address : addresses.all()) {
      Change change = found.get(address);
      if (change != null && change.action() == Action.CREATE && !isAdoption(change)) {
        throw mistake(
            "nothing stands at " + address + " that could be adopted; `treaty apply` creates it");
      }
    }
    say(planned.diagnostics());
    for (String address : addresses.all()) {
      Change change = found.get(address);
      if (change != null && change.action() != Action.REPORT && !isAdoption(change)) {
        err()
            .println(
                address
                    + " is ours already; nothing to adopt"
                    + (change.action() == Action.KEEP ? "." : ", `treaty apply` mends it."));
      }
    }
    Plan plan =
        planned
            .plan()
            .only(
                change ->
                    addresses.all().contains(change.address())
                        && (!change.action().isWrite() || isAdoption(change)),
                addresses.clusters(planned.desired()));
    boolean peers = plan.changes().stream().anyMatch(change -> change instanceof PeerChange);
    return new ConfirmedRun(
            out(), err(), output, approved ? Optional.empty() : Optional.of(question))
        .perform(
            plan,
            planned.clients(),
            planned.diagnostics(),
            peers ? Optional.of(timeout) : Optional.empty());
  }

  private static boolean isAdoption(Change change) {
    return change.reason() == ChangeReason.ADOPTED || change.reason() == ChangeReason.TAKEN_OVER;
  }
}
