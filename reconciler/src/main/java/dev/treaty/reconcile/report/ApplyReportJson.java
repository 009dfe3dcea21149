package dev.treaty.reconcile.report;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.apply.ApplyReport;
import dev.treaty.reconcile.apply.ChangeResult;
import dev.treaty.reconcile.apply.Shortfall;
import java.util.ArrayList;
import java.util.List;

/** What became of a plan's changes, as JSON and as findings. */
public final class ApplyReportJson {
  private ApplyReportJson() {}

  /** One object per change: {@code address}, {@code action}, {@code result} and why. */
  public static Value.Items of(ApplyReport report) {
    List<Value> results = new ArrayList<>();
    for (ChangeResult result : report.results()) {
      Value.Fields line =
          Value.Fields.EMPTY
              .with("address", Value.text(result.change().address()))
              .with("action", Value.text(result.change().action().word()));
      results.add(
          switch (result) {
            case ChangeResult.Applied applied ->
                line.with("result", Value.text("applied"))
                    .with("elapsed_ms", Value.Whole.of(applied.took().toMillis()));
            case ChangeResult.Conflicted conflicted ->
                line.with("result", Value.text("conflicted"))
                    .with("message", Value.text(conflicted.why()));
            case ChangeResult.Failed failed ->
                line.with("result", Value.text("failed")).with("message", Value.text(failed.why()));
            case ChangeResult.Skipped skipped ->
                line.with("result", Value.text("skipped"))
                    .with("message", Value.text(skipped.because()));
          });
    }
    return new Value.Items(results);
  }

  public static Value.Items of(List<Shortfall> missing) {
    return new Value.Items(
        missing.stream()
            .map(shortfall ->
                (Value)
                    Value.Fields.EMPTY
                        .with("address", Value.text(shortfall.address()))
                        .with("message", Value.text(shortfall.text())))
            .toList());
  }

  /** What went wrong, as findings without a place. */
  public static List<Diagnostic> problems(ApplyReport report, List<Shortfall> missing) {
    List<Diagnostic> problems = new ArrayList<>();
    for (ChangeResult result : report.problems()) {
      String why =
          switch (result) {
            case ChangeResult.Applied applied -> "";
            case ChangeResult.Conflicted conflicted -> "conflict: " + conflicted.why();
            case ChangeResult.Failed failed -> "failed: " + failed.why();
            case ChangeResult.Skipped skipped -> "skipped: " + skipped.because();
          };
      problems.add(Diagnostic.error("TR0706", result.change().address() + ": " + why));
    }
    missing.forEach(shortfall ->
        problems.add(Diagnostic.error("TR0707", shortfall.address() + ": " + shortfall.text())));
    return problems;
  }
}
