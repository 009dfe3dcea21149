package dev.treaty.reconcile.cli;

import dev.treaty.diff.Change;
import dev.treaty.diff.Declared;
import dev.treaty.diff.EntryChange;
import dev.treaty.diff.ExitCode;
import dev.treaty.diff.Ownership;
import dev.treaty.diff.OwnershipMarks;
import dev.treaty.diff.Plan;
import dev.treaty.diff.PlanOptions;
import dev.treaty.diff.SafetyVerdict;
import dev.treaty.diff.Stage;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.live.LiveEntry;
import dev.treaty.model.project.ClustersFile;
import dev.treaty.model.project.SourceTree;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.live.EntryReading;
import dev.treaty.reconcile.loop.Survey;
import dev.treaty.reconcile.loop.Surveyor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code treaty release}: give live entries up, as they are. */
@Command(
    name = "release",
    description = "Take our mark off entries: they stay as they are, and are no longer ours.",
    sortOptions = false)
public final class ReleaseCommand extends ProjectCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "ADDRESS",
      description = "as plan prints it: cluster-01/service-intentions/web; declared or not")
  List<String> given = List.of();

  @Option(names = "--auto-approve", description = "do not ask")
  boolean approved;

  Question question = Question.ofThisProcess();

  @Override
  ExitCode work(SourceTree tree, Optional<ClustersFile> clusters) {
    List<Addresses.EntryAt> entries = new ArrayList<>();
    for (String address : new TreeSet<>(given)) {
      if (Addresses.isPeering(address)) {
        throw mistake("the marks of a peering cannot be changed, so it cannot be released");
      }
      entries.add(
          Addresses.entry(address)
              .orElseThrow(() -> mistake(address + " is no <cluster>/<kind>/<name>")));
    }
    try (Surveyor surveyor = surveyor(clusters)) {
      return switch (surveyor.survey(tree, PlanOptions.NONE)) {
        case Survey.NoDesiredState(List<Diagnostic> diagnostics) -> refuse(diagnostics);
        case Survey.Planned planned -> release(planned, entries);
      };
    }
  }

  private ExitCode release(Survey.Planned planned, List<Addresses.EntryAt> entries) {
    List<Change> releases = new ArrayList<>();
    boolean refused = false;
    for (Addresses.EntryAt at : entries) {
      ConsulClient client = planned.clients().get(at.cluster());
      if (client == null) {
        throw mistake("the project has no cluster " + at.cluster());
      }
      ConsulAnswer<Value.Fields> answer = client.within(at.key().tenancy()).readConfig(at.key());
      if (answer.isNotFound()) {
        throw mistake("nothing stands at " + at.address());
      }
      Optional<LiveEntry> there = answer.done().flatMap(EntryReading::read);
      if (there.isEmpty()) {
        err().println(at.address() + " could not be read: " + answer.describe());
        return ExitCode.INCOMPLETE_READ;
      }
      Ownership owner =
          OwnershipMarks.of(there.get().entry(), planned.desired().project(), at.address());
      switch (owner) {
        case Ownership.Owned owned ->
            releases.add(
                EntryChange.Release.of(
                    at.cluster(), there.get(), declared(planned, at.address()), next(planned, at)));
        case Ownership.Unmarked unmarked ->
            err().println(at.address() + " carries no mark; nothing to release.");
        case Ownership.Foreign f -> refused |= leftAlone(at, owner);
        case Ownership.Kubernetes k -> refused |= leftAlone(at, owner);
        case Ownership.OtherSource o -> refused |= leftAlone(at, owner);
        case Ownership.Forged f -> refused |= leftAlone(at, owner);
      }
    }
    ExitCode code = perform(planned, releases);
    return code == ExitCode.OK && refused ? ExitCode.CONFLICT : code;
  }

  private boolean leftAlone(Addresses.EntryAt at, Ownership owner) {
    String detail = owner.detail().isEmpty() ? "" : " (" + owner.detail() + ")";
    err().println(at.address() + " is left alone: " + owner.reason().text() + detail);
    return true;
  }

  private static Optional<Declared> declared(Survey.Planned planned, String address) {
    return planned.desired().entries().stream()
        .filter(entry -> Addresses.address(entry).equals(address))
        .findFirst()
        .map(entry -> new Declared(entry.range(), entry.revision()));
  }

  /** What the next plan will make of it. */
  private static String next(Survey.Planned planned, Addresses.EntryAt at) {
    return declared(planned, at.address()).isPresent()
        ? "still declared: the next plan reports a conflict, exit 5, until the declaration goes or"
            + " `treaty adopt "
            + at.address()
            + "`"
        : "not declared: the next plan says nothing of it, and it is never pruned";
  }

  private ExitCode perform(Survey.Planned planned, List<Change> releases) {
    Plan whole = planned.plan();
    Plan plan =
        new Plan(
            whole.project(),
            whole.revision(),
            whole.clusters(),
            releases.isEmpty() ? List.of() : List.of(new Stage("release", releases)),
            List.of(),
            List.of(),
            SafetyVerdict.NOTHING_DELETED,
            List.of());
    say(planned.diagnostics());
    return new ConfirmedRun(
            out(), err(), output, approved ? Optional.empty() : Optional.of(question))
        .perform(plan, planned.clients(), planned.diagnostics(), Optional.empty());
  }
}
