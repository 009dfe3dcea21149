package dev.treaty.diff;

import dev.treaty.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plan as JSON, in the names of Terraform's plan format where it has one, so that policies
 * written for it port with small edits. The same plan gives the same bytes; no secret is in it.
 */
public final class PlanJson {

  /** Grows by a minor number when fields are added, by a major one when they change. */
  public static final String FORMAT_VERSION = "1.0";

  private PlanJson() {}

  /** Indented text with a newline at its end. */
  public static String text(Plan plan) {
    return PrettyJson.of(of(plan));
  }

  /** The document as a value. */
  public static Value.Fields of(Plan plan) {
    return document(plan, new ChangeJson(ChangeJson.Content.FOR_READERS));
  }

  static Value.Fields document(Plan plan, ChangeJson changes) {
    return Value.Fields.EMPTY
        .with("format_version", Value.text(FORMAT_VERSION))
        .with("project", Value.text(plan.project()))
        .with("revision", Value.text(plan.revision()))
        .with("digest", Value.text(PlanDigest.of(plan)))
        .with("applyable", Value.Flag.of(!plan.isEmpty() && !plan.safety().isExceeded()))
        .with("complete", Value.Flag.of(plan.isComplete() && plan.conflicts().isEmpty()))
        .with("errored", Value.Flag.of(false))
        .with("summary", summary(plan))
        .with("clusters", clusters(plan))
        .with("stages", stages(plan))
        .with("resource_changes", resourceChanges(plan, changes))
        .with("resource_drift", drift(plan, changes))
        .with("reports", list(plan.reports(), changes))
        .with("safety", safety(plan.safety()));
  }

  private static Value.Fields summary(Plan plan) {
    int replaced = plan.count(Action.REPLACE);
    return Value.Fields.EMPTY
        .with("add", Value.Whole.of(plan.count(Action.CREATE) + (long) replaced))
        .with("change", Value.Whole.of(plan.count(Action.UPDATE)))
        .with("destroy", Value.Whole.of(plan.count(Action.DELETE) + (long) replaced))
        .with("unchanged", Value.Whole.of(plan.kept().size()))
        .with("reported", Value.Whole.of(plan.reports().size()));
  }

  private static Value clusters(Plan plan) {
    List<Value> list = new ArrayList<>();
    for (ClusterOverview cluster : plan.clusters()) {
      List<Value> problems = new ArrayList<>();
      for (ReadProblem problem : plan.problems()) {
        if (problem.cluster().equals(cluster.name())) {
          problems.add(Value.text(problem.message()));
        }
      }
      list.add(
          Value.Fields.EMPTY
              .with("name", Value.text(cluster.name().text()))
              .with("managed", Value.Whole.of(cluster.managed()))
              .with("foreign", Value.Whole.of(cluster.foreign()))
              .with("complete", Value.Flag.of(cluster.readWhole()))
              .with("problems", new Value.Items(problems)));
    }
    return new Value.Items(list);
  }

  private static Value stages(Plan plan) {
    List<Value> list = new ArrayList<>();
    for (Stage stage : plan.stages()) {
      list.add(
          Value.Fields.EMPTY
              .with("title", Value.text(stage.title()))
              .with(
                  "addresses",
                  new Value.Items(
                      stage.changes().stream()
                          .<Value>map(change -> Value.text(change.address()))
                          .toList())));
    }
    return new Value.Items(list);
  }

  /** The writes in their order, then what stays. */
  private static Value resourceChanges(Plan plan, ChangeJson changes) {
    List<Value> list = new ArrayList<>();
    int number = 0;
    for (Stage stage : plan.stages()) {
      for (Change change : stage.changes()) {
        list.add(changes.of(change, Optional.of(number)));
      }
      number++;
    }
    for (Change change : plan.kept()) {
      list.add(changes.of(change, Optional.empty()));
    }
    return new Value.Items(list);
  }

  /** What left the state we last applied: before is what we applied, where that is still known. */
  private static Value drift(Plan plan, ChangeJson changes) {
    List<Value> list = new ArrayList<>();
    for (Change change : plan.drifted()) {
      list.add(changes.drift(change));
    }
    return new Value.Items(list);
  }

  private static Value list(List<Change> all, ChangeJson changes) {
    return new Value.Items(
        all.stream().<Value>map(change -> changes.of(change, Optional.empty())).toList());
  }

  private static Value.Fields safety(SafetyVerdict safety) {
    List<Value> shares = new ArrayList<>();
    for (SafetyVerdict.Share share : safety.shares()) {
      shares.add(
          Value.Fields.EMPTY
              .with("cluster", Value.text(share.cluster().text()))
              .with("type", Value.text(share.kind()))
              .with("owned", Value.Whole.of(share.owned()))
              .with("deleted", Value.Whole.of(share.deleted()))
              .with("limit_percent", Value.Whole.of(share.limitPercent()))
              .with("exceeded", Value.Flag.of(share.exceeded())));
    }
    return Value.Fields.EMPTY
        .with("exceeded", Value.Flag.of(safety.isExceeded()))
        .with("deletions", new Value.Items(shares));
  }
}
