package dev.treaty.reconcile.cli;

import dev.treaty.diff.ExitCode;
import dev.treaty.diff.Plan;
import dev.treaty.diff.PlanOutcome;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.report.Format;
import dev.treaty.reconcile.report.PlanReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows a plan about named objects, asks, and does it. */
final class ConfirmedRun {
  private final PrintWriter out;
  private final PrintWriter err;
  private final OutputFlags output;
  private final Optional<Question> question;

  /**
   * One run.
   *
   * @param question empty where the operator agreed beforehand
   */
  ConfirmedRun(PrintWriter out, PrintWriter err, OutputFlags output, Optional<Question> question) {
    this.out = out;
    this.err = err;
    this.output = output;
    this.question = question;
  }

  /**
   * Does the plan if it is agreed to.
   *
   * @param patience how long to wait for convergence; empty not to wait
   */
  ExitCode perform(
      Plan plan,
      Map<ClusterName, ConsulClient> clients,
      List<Diagnostic> diagnostics,
      Optional<Duration> patience) {
    boolean prose = output.format == Format.TEXT || output.format == Format.MARKDOWN;
    boolean silent = plan.isEmpty() && plan.reports().isEmpty() && plan.isComplete();
    if (prose && !silent) {
      out.print(PlanReport.of(output.format, plan, diagnostics, output.colour()));
      out.flush();
    }
    if (prose && plan.isEmpty()) {
      return PlanOutcome.of(plan, Optional.empty(), PlanOutcome.Detail.PLAIN);
    }
    if (!plan.isEmpty() && question.isPresent() && !question.get().isAgreedTo(err)) {
      err.println("Cancelled; nothing was touched.");
      return ExitCode.NO_DESIRED_STATE;
    }
    return new ApplyRun(plan, clients, diagnostics, out, err, output.format)
        .perform(Optional.empty(), patience);
  }
}
