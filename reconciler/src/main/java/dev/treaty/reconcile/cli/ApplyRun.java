package dev.treaty.reconcile.cli;

import dev.treaty.diff.ExitCode;
import dev.treaty.diff.Plan;
import dev.treaty.diff.PlanJson;
import dev.treaty.diff.PlanOutcome;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import dev.treaty.reconcile.apply.ApplyReport;
import dev.treaty.reconcile.apply.Shortfall;
import dev.treaty.reconcile.apply.StopSignal;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.loop.Execution;
import dev.treaty.reconcile.report.ApplyEvents;
import dev.treaty.reconcile.report.ApplyReportJson;
import dev.treaty.reconcile.report.DiagnosticJson;
import dev.treaty.reconcile.report.DiagnosticReport;
import dev.treaty.reconcile.report.Event;
import dev.treaty.reconcile.report.EventSink;
import dev.treaty.reconcile.report.EventWriter;
import dev.treaty.reconcile.report.Format;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Does what a plan says, shows it as it goes, and tells how it ended. */
final class ApplyRun {
  private final Plan plan;
  private final Map<ClusterName, ConsulClient> clients;
  private final List<Diagnostic> diagnostics;
  private final PrintWriter out;
  private final Format format;
  private final EventSink progress;
  private final InstantSource clock = InstantSource.system();

  ApplyRun(
      Plan plan,
      Map<ClusterName, ConsulClient> clients,
      List<Diagnostic> diagnostics,
      PrintWriter out,
      PrintWriter err,
      Format format) {
    this.plan = plan;
    this.clients = clients;
    this.diagnostics = diagnostics;
    this.out = out;
    this.format = format;
    this.progress =
        format == Format.NDJSON
            ? new EventWriter(out, EventWriter.Style.NDJSON, clock, ZoneId.systemDefault())
            : new EventWriter(err, EventWriter.Style.TEXT, clock, ZoneId.systemDefault());
  }

  /**
   * Applies and waits.
   *
   * @param timeout for convergence; empty not to wait
   */
  ExitCode perform(Optional<String> consent, Optional<Duration> timeout) {
    Instant start = clock.instant();
    Execution execution = new Execution(clients, clock, new StopSignal());
    ApplyReport report = execution.apply(plan, new ApplyEvents(progress));
    // What was not written would be waited for in vain.
    List<Shortfall> missing =
        timeout
            .filter(limit -> report.isClean())
            .map(limit -> execution.settle(plan, limit, () -> false))
            .orElse(List.of());
    Duration took = Duration.between(start, clock.instant());
    // Where something was not read or not written, nobody can say that all converged.
    boolean sure = timeout.isPresent() && plan.isComplete() && report.isClean();
    Set<ExitCode> findings = EnumSet.noneOf(ExitCode.class);
    findings.addAll(PlanOutcome.findings(plan, consent, PlanOutcome.Detail.PLAIN));
    findings.addAll(report.findings());
    if (!missing.isEmpty()) {
      findings.add(ExitCode.NOT_CONVERGED);
    }
    tell(report, missing, sure || !missing.isEmpty(), took);
    return ExitCode.first(findings);
  }

  private void tell(ApplyReport report, List<Shortfall> missing, boolean waited, Duration took) {
    switch (format) {
      case TEXT, MARKDOWN -> {
        List<String> lines = new ArrayList<>();
        if (!plan.isEmpty()) {
          lines.add(ApplyEvents.summary(report).text());
        }
        if (waited) {
          lines.add(ending(missing, took).text());
        }
        out.println(String.join("\n", lines));
      }
      case NDJSON -> {
        progress.accept(ApplyEvents.summary(report).with("revision", plan.revision()));
        if (waited) {
          progress.accept(ending(missing, took));
        }
      }
      case JSON ->
          out.println(
              ValueJson.write(
                  PlanJson.of(plan)
                      .with("results", ApplyReportJson.of(report))
                      .with("converged", Value.Flag.of(waited && missing.isEmpty()))
                      .with("missing", ApplyReportJson.of(missing))
                      .with("elapsed_ms", Value.Whole.of(took.toMillis()))
                      .with("diagnostics", DiagnosticJson.of(diagnostics))));
      case SARIF, JUNIT, GITHUB -> {
        List<Diagnostic> all = new ArrayList<>(diagnostics);
        all.addAll(ApplyReportJson.problems(report, missing));
        out.print(DiagnosticReport.of(format, all, ""));
      }
    }
    out.flush();
  }

  private Event ending(List<Shortfall> missing, Duration took) {
    if (!missing.isEmpty()) {
      return ApplyEvents.waiting(plan.revision(), missing);
    }
    return Event.of("converged", "Converged in " + ApplyEvents.millis(took) + ".")
        .with("revision", plan.revision())
        .with("elapsed_ms", took.toMillis());
  }
}
