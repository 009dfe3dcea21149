package dev.treaty.reconcile.report;

import dev.treaty.diff.AdoptionHint;
import dev.treaty.diff.Change;
import dev.treaty.diff.Plan;
import dev.treaty.diff.PlanJson;
import dev.treaty.diff.PlanMarkdown;
import dev.treaty.diff.PlanText;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.SourceRange;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.ArrayList;
import java.util.List;

/** A plan as a whole document of the asked format. */
public final class PlanReport {
  private PlanReport() {}

  public static String of(
      Format format, Plan plan, List<Diagnostic> diagnostics, PlanText.Colour colour) {
    return switch (format) {
      case TEXT -> PlanText.of(plan, colour);
      case JSON ->
          ValueJson.write(PlanJson.of(plan).with("diagnostics", DiagnosticJson.of(diagnostics)))
              + "\n";
      case NDJSON -> ndjson(plan, diagnostics);
      case MARKDOWN -> PlanMarkdown.of(plan);
      // These have no word for a change; they tell what a person should look at.
      case SARIF, JUNIT, GITHUB ->
          DiagnosticReport.of(format, findings(plan, diagnostics), PlanText.summary(plan));
    };
  }

  private static String ndjson(Plan plan, List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder(DiagnosticReport.of(Format.NDJSON, diagnostics, ""));
    for (Value change : PlanJson.of(plan).items("resource_changes")) {
      line(out, "planned_change", "change", change);
    }
    for (Value drift : PlanJson.of(plan).items("resource_drift")) {
      line(out, "resource_drift", "change", drift);
    }
    line(out, "change_summary", "changes", PlanJson.of(plan).fields("summary"));
    return out.toString();
  }

  private static void line(StringBuilder out, String type, String key, Value value) {
    out.append(ValueJson.write(Value.Fields.EMPTY.with("type", Value.text(type)).with(key, value)))
        .append('\n');
  }

  private static List<Diagnostic> findings(Plan plan, List<Diagnostic> diagnostics) {
    List<Diagnostic> findings = new ArrayList<>(diagnostics);
    for (Change change : plan.conflicts()) {
      change
          .declared()
          .ifPresent(declared ->
              findings.add(
                  Diagnostic.error(
                          "TR0702",
                          declared.range(),
                          "",
                          change.address() + ": " + change.reason().text())
                      .withHint(
                          AdoptionHint.command(change)
                              .map(command -> "to make it ours: " + command)
                              .orElse(""))));
    }
    plan.problems()
        .forEach(problem ->
            findings.add(
                Diagnostic.error(
                    "TR0703", "cluster " + problem.cluster() + ": " + problem.message())));
    for (Change change : plan.drifted()) {
      change
          .declared()
          .ifPresent(declared ->
              findings.add(
                  Diagnostic.warning(
                      "TR0704",
                      SourceRange.at(
                          declared.range().file(),
                          declared.range().startLine(),
                          declared.range().startColumn()),
                      "",
                      change.address() + ": " + change.reason().text())));
    }
    return findings;
  }
}
