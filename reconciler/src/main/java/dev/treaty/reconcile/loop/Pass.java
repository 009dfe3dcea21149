package dev.treaty.reconcile.loop;

import dev.treaty.diff.Action;
import dev.treaty.diff.Change;
import dev.treaty.diff.Plan;
import dev.treaty.diff.PlanDigest;
import dev.treaty.diff.PlanJson;
import dev.treaty.diff.PlanOptions;
import dev.treaty.diff.PlanOutcome;
import dev.treaty.diff.PlanText;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticText;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.ClusterDeclaration;
import dev.treaty.model.project.Mode;
import dev.treaty.model.project.SourceTree;
import dev.treaty.reconcile.apply.ApplyReport;
import dev.treaty.reconcile.apply.ChangeResult;
import dev.treaty.reconcile.apply.Expectation;
import dev.treaty.reconcile.apply.Shortfall;
import dev.treaty.reconcile.apply.StopSignal;
import dev.treaty.reconcile.report.ApplyEvents;
import dev.treaty.reconcile.report.DiagnosticJson;
import dev.treaty.reconcile.report.Event;
import dev.treaty.reconcile.report.EventSink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One pass: look, plan, apply, wait. Says each thing once, however often it is seen. Confined to
 * the loop's thread.
 */
final class Pass {

  /** What a pass leads to. */
  sealed interface Outcome {
    /** All is as declared. */
    record Converged(Execution execution, Expectation expectation) implements Outcome {}

    /** Time, or another try, will help. */
    record Waiting() implements Outcome {}

    /** A person must act. */
    record Stalled() implements Outcome {}
  }

  private final Surveyor surveyor;
  private final LoopSettings settings;
  private final EventSink sink;
  private final History history;
  private final InstantSource clock;
  private final StopSignal stop;
  private final WakeUps wakeUps;

  /** What was corrected and not yet seen to have taken effect, and since when. */
  private final Map<String, Instant> healing = new TreeMap<>();

  /** Since when not all was as declared. */
  private Optional<Instant> unsettledSince = Optional.empty();

  private final FlapGuard flaps = new FlapGuard();

  /** What was seen or made as declared: where it is missing later, somebody deleted it. */
  private final Set<String> applied = new TreeSet<>();

  private String lastSaid = "";
  private String convergedRevision = "";
  private boolean clean;

  /** Whether nothing was said of this commit yet. */
  private boolean fresh;

  Pass(
      Surveyor surveyor,
      LoopSettings settings,
      EventSink sink,
      History history,
      InstantSource clock,
      StopSignal stop,
      WakeUps wakeUps) {
    this.surveyor = surveyor;
    this.settings = settings;
    this.sink = sink;
    this.history = history;
    this.clock = clock;
    this.stop = stop;
    this.wakeUps = wakeUps;
  }

  /** A new commit: everything may be said and tried again. */
  void begin() {
    flaps.forget();
    lastSaid = "";
    clean = false;
    fresh = true;
    unsettledSince = Optional.empty();
  }

  /** Whether the peerings are looked at although nothing else changed. */
  enum Attention {
    /** No: the health watch does that. */
    ENTRIES,
    /** Yes: something is said to be wrong with them. */
    PEERINGS
  }

  /**
   * Runs once.
   *
   * @param since when what led to this pass was noticed
   */
  Outcome run(SourceTree tree, Instant since, Attention attention) {
    return switch (surveyor.survey(tree, PlanOptions.NONE.knowingApplied(applied))) {
      case Survey.NoDesiredState(List<Diagnostic> diagnostics) -> stalled(tree, diagnostics);
      case Survey.Planned planned -> planned(planned, since, attention);
    };
  }

  private Outcome stalled(SourceTree tree, List<Diagnostic> diagnostics) {
    clean = false;
    String text = DiagnosticText.plain().render(diagnostics);
    if (isNews(text)) {
      sink.accept(
          Event.of(
                  "stalled",
                  "stalled: "
                      + shortened(tree.revision())
                      + " is no desired state; nothing is touched\n"
                      + text)
              .with("revision", tree.revision())
              .with("reason", "BuildFailed")
              .with("diagnostics", DiagnosticJson.of(diagnostics)));
    }
    return new Outcome.Stalled();
  }

  private boolean isNews(String text) {
    boolean news = !lastSaid.equals(text);
    lastSaid = text;
    return news;
  }

  private Outcome planned(Survey.Planned planned, Instant since, Attention attention) {
    unsettledSince = Optional.of(unsettledSince.orElse(since));
    Plan plan = planned.plan();
    remember(plan);
    Set<String> held = flaps.held(plan, clock.instant());
    Plan doing = FlapGuard.without(plan.restrictedTo(enforced(planned)), held);
    say(planned, doing, held);
    if (!PlanOutcome.mayDelete(plan, settings.consent())) {
      return overCap(plan);
    }
    Execution execution = new Execution(planned.clients(), clock, stop);
    boolean asBefore = clean && plan.isEmpty() && plan.revision().equals(convergedRevision);
    if (asBefore && plan.isComplete() && attention == Attention.ENTRIES) {
      unsettledSince = Optional.empty();
      return new Outcome.Converged(execution, Expectation.of(plan));
    }
    ApplyReport report = ApplyReport.NOTHING;
    if (!doing.isEmpty()) {
      ApplyEvents events = new ApplyEvents(sink);
      report = execution.apply(doing, events);
      history.applied(plan.revision(), report);
      sink.accept(ApplyEvents.summary(report).with("revision", plan.revision()));
      lastSaid = "";
      noteHealing(report, since);
    }
    return settle(planned, doing, report, execution, since);
  }

  private void remember(Plan plan) {
    Set<String> kept = plan.kept().stream().map(Change::address).collect(Collectors.toSet());
    Set<String> declared =
        plan.changes().stream()
            .filter(change -> change.action() != Action.DELETE)
            .map(Change::address)
            .collect(Collectors.toSet());
    // What is no longer declared may be declared anew one day, and is new then.
    applied.removeIf(address -> !kept.contains(address) && !declared.contains(address));
    applied.addAll(kept);
  }

  private static Set<ClusterName> enforced(Survey.Planned planned) {
    return planned.desired().clusters().stream()
        .filter(cluster -> cluster.mode() == Mode.ENFORCE)
        .map(ClusterDeclaration::name)
        .collect(Collectors.toSet());
  }

  private void say(Survey.Planned planned, Plan doing, Set<String> held) {
    Plan plan = planned.plan();
    String text = PlanText.of(plan);
    if (!isNews(text + held)) {
      return;
    }
    if (!planned.diagnostics().isEmpty()) {
      sink.accept(
          Event.of("diagnostic", DiagnosticText.plain().render(planned.diagnostics()))
              .with("diagnostics", DiagnosticJson.of(planned.diagnostics())));
    }
    for (Change change : plan.drifted()) {
      sink.accept(ApplyEvents.drift(change));
    }
    boolean silent = plan.isEmpty() && plan.reports().isEmpty() && plan.isComplete();
    if (!silent || fresh) {
      fresh = false;
      sink.accept(
          Event.of(plan.isEmpty() ? "no_changes" : "planned_change", text)
              .with("revision", plan.revision())
              .with("plan", PlanJson.of(plan)));
    }
    if (doing.changes().size() < plan.changes().size()) {
      sink.accept(
          Event.of(
              "observed",
              held.isEmpty()
                  ? "observed only: mode is \"observe\" where these changes are"
                  : "left alone for a minute, corrected too often: " + String.join(", ", held)));
    }
  }

  private Outcome overCap(Plan plan) {
    clean = false;
    String text =
        "stalled: over the deletion cap; nothing is touched (consent to this very plan: --consent "
            + PlanDigest.of(plan)
            + ")";
    if (isNews(text)) {
      sink.accept(
          Event.of("stalled", text)
              .with("revision", plan.revision())
              .with("reason", "SafetyLimitExceeded"));
    }
    return new Outcome.Stalled();
  }

  private Outcome settle(
      Survey.Planned planned, Plan doing, ApplyReport report, Execution execution, Instant since) {
    Plan plan = planned.plan();
    if (!report.isClean() || !plan.isComplete() || stop.isStopped()) {
      clean = false;
      return new Outcome.Waiting();
    }
    Plan reached = doing.changes().size() == plan.changes().size() ? plan : doing;
    List<Shortfall> missing =
        execution.settle(
            reached, settings.convergence(), () -> wakeUps.isAnythingPending() || stop.isStopped());
    if (!missing.isEmpty()) {
      clean = false;
      Event event = ApplyEvents.waiting(plan.revision(), missing);
      if (!wakeUps.isAnythingPending() && isNews(event.text())) {
        sink.accept(event);
      }
      return new Outcome.Waiting();
    }
    Duration took = Duration.between(unsettledSince.orElse(since), clock.instant());
    unsettledSince = Optional.empty();
    boolean everything = doing.changes().size() == plan.changes().size();
    if (everything && (!clean || !plan.revision().equals(convergedRevision))) {
      sink.accept(
          Event.of(
                  "converged",
                  "converged " + shortened(plan.revision()) + " in " + ApplyEvents.millis(took))
              .with("revision", plan.revision())
              .with("elapsed_ms", took.toMillis()));
      history.converged(plan.revision(), took);
    }
    healed();
    clean = everything;
    convergedRevision = everything ? plan.revision() : "";
    return new Outcome.Converged(execution, Expectation.of(reached));
  }

  private void noteHealing(ApplyReport report, Instant since) {
    for (ChangeResult result : report.results()) {
      Change change = result.change();
      if (result instanceof ChangeResult.Applied && change.action() == Action.CREATE) {
        applied.add(change.address());
      }
      if (result instanceof ChangeResult.Applied && change.reason().isDrift()) {
        healing.putIfAbsent(change.address(), since);
        flaps.corrected(change.address(), clock.instant());
      }
    }
  }

  private void healed() {
    healing.forEach((address, since) -> {
      Duration took = Duration.between(since, clock.instant());
      sink.accept(
          Event.of("healed", "healed " + address + " in " + ApplyEvents.millis(took))
              .with("address", address)
              .with("elapsed_ms", took.toMillis()));
    });
    healing.clear();
  }

  static String shortened(String revision) {
    return revision.length() == 40 ? revision.substring(0, 12) : revision;
  }
}
