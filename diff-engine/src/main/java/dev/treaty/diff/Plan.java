package dev.treaty.diff;

import dev.treaty.model.peering.ClusterName;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What would be written to make the clusters as one commit declares them, in order, and why.
 *
 * @param revision the commit planned for, or {@code work-tree}
 * @param clusters the project's clusters, sorted by name
 * @param stages the writes, in the order to make them; none of them empty
 * @param kept what is ours and as declared
 * @param reports what is left alone on purpose
 * @param problems what could not be read
 */
public record Plan(
    String project,
    String revision,
    List<ClusterOverview> clusters,
    List<Stage> stages,
    List<Change> kept,
    List<Change> reports,
    SafetyVerdict safety,
    List<ReadProblem> problems) {

  public Plan {
    clusters = List.copyOf(clusters);
    stages = List.copyOf(stages);
    kept = List.copyOf(kept);
    reports = List.copyOf(reports);
    problems = List.copyOf(problems);
  }

  /** The writes of all stages, in order. */
  public List<Change> changes() {
    return stages.stream().flatMap(stage -> stage.changes().stream()).toList();
  }

  /** Whether nothing is to be written. */
  public boolean isEmpty() {
    return stages.isEmpty();
  }

  /** Whether every cluster was read whole. */
  public boolean isComplete() {
    return problems.isEmpty();
  }

  /** How many writes have the action. */
  public int count(Action action) {
    return (int) changes().stream().filter(change -> change.action() == action).count();
  }

  /** What stands where ours should, and is not ours. */
  public List<Change> conflicts() {
    return reports.stream()
        .filter(change -> change.reason().isConflict() && change.declared().isPresent())
        .toList();
  }

  /** The writes that mend drift: live left what we last applied. */
  public List<Change> drifted() {
    return changes().stream().filter(change -> change.reason().isDrift()).toList();
  }

  /** The same plan with only the writes that concern none but the given clusters. */
  public Plan restrictedTo(Set<ClusterName> allowed) {
    List<Stage> left = having(change -> allowed.containsAll(change.clusters()));
    return new Plan(project, revision, clusters, left, kept, reports, safety, problems);
  }

  /**
   * The part of the plan that is about some objects only. None of them may be a deletion, so no cap
   * is judged.
   *
   * @param about which changes, kept objects and reports stay
   * @param where of which clusters it matters that they could not be read
   */
  public Plan only(Predicate<Change> about, Set<ClusterName> where) {
    return new Plan(
        project,
        revision,
        clusters,
        having(about.and(change -> change.action() != Action.DELETE)),
        kept.stream().filter(about).toList(),
        reports.stream().filter(about).toList(),
        SafetyVerdict.NOTHING_DELETED,
        problems.stream().filter(problem -> where.contains(problem.cluster())).toList());
  }

  private List<Stage> having(Predicate<Change> wanted) {
    return stages.stream()
        .map(stage -> new Stage(stage.title(), stage.changes().stream().filter(wanted).toList()))
        .filter(stage -> !stage.changes().isEmpty())
        .toList();
  }
}
