package dev.treaty.diff;

import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.ClusterDeclaration;
import dev.treaty.model.project.DeclaredEntry;
import dev.treaty.model.project.DesiredState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Computes the changes that turn live clusters into what a commit declares.
 *
 * <p>Planning reads nothing and writes nothing: equal inputs give equal plans, in the same order.
 * An object is deleted only if it is ours, is no longer declared, and its kind was read completely.
 * In a cluster that was not read whole nothing is changed at all. Any doubt becomes a report.
 */
public final class Planner {

  private Planner() {}

  /**
   * The plan for all clusters.
   *
   * @param live what each cluster reported; a missing one counts as not read
   */
  public static Plan plan(
      DesiredState desired, Map<ClusterName, LiveCluster> live, PlanOptions options) {
    List<ReadProblem> problems = ReadCheck.problems(desired, live);
    Map<ClusterName, LiveCluster> whole = ReadCheck.readWhole(desired, live, problems);
    Map<ClusterName, List<DeclaredEntry>> declared = byCluster(desired);

    List<Change> all = new ArrayList<>();
    whole.forEach((name, cluster) ->
        all.addAll(
            new EntryPlanner(desired, options, cluster)
                .plan(declared.getOrDefault(name, List.of()))));
    all.addAll(new PeeringPlanner(desired, options, whole).plan());
    all.sort(Comparator.comparing(Change::address));

    List<Change> writes = all.stream().filter(change -> change.action().isWrite()).toList();
    return new Plan(
        desired.project(),
        desired.revision(),
        ClusterCensus.overviews(desired, whole),
        StageOrder.stages(all, whole),
        having(all, Action.KEEP),
        having(all, Action.REPORT),
        DeletionCap.judge(desired, whole, writes),
        problems);
  }

  private static List<Change> having(List<Change> all, Action action) {
    return all.stream().filter(change -> change.action() == action).toList();
  }

  private static Map<ClusterName, List<DeclaredEntry>> byCluster(DesiredState desired) {
    Map<ClusterName, List<DeclaredEntry>> grouped = new TreeMap<>();
    for (ClusterDeclaration cluster : desired.clusters()) {
      grouped.put(cluster.name(), new ArrayList<>());
    }
    for (DeclaredEntry entry : desired.entries()) {
      grouped.computeIfAbsent(entry.cluster(), name -> new ArrayList<>()).add(entry);
    }
    return grouped;
  }
}
