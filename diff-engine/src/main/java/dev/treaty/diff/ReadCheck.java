package dev.treaty.diff;

import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.ClusterDeclaration;
import dev.treaty.model.project.DeclaredEntry;
import dev.treaty.model.project.DesiredState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells which clusters were read whole; what was not read is unknown, never absent. */
final class ReadCheck {

  private ReadCheck() {}

  static List<ReadProblem> problems(DesiredState desired, Map<ClusterName, LiveCluster> live) {
    Map<ClusterName, Set<String>> kinds = new TreeMap<>();
    for (DeclaredEntry entry : desired.entries()) {
      kinds
          .computeIfAbsent(entry.cluster(), name -> new TreeSet<>())
          .add(entry.entry().key().kind());
    }
    List<ReadProblem> problems = new ArrayList<>();
    for (ClusterName name : clusters(desired)) {
      LiveCluster cluster = live.get(name);
      if (cluster == null) {
        problems.add(new ReadProblem(name, "it was not read"));
        continue;
      }
      cluster.problems().forEach(text -> problems.add(new ReadProblem(name, text)));
      if (!cluster.isComplete()) {
        continue;
      }
      if (!cluster.peeringsComplete()) {
        problems.add(new ReadProblem(name, "its peerings were not read completely"));
      }
      for (String kind : kinds.getOrDefault(name, Set.of())) {
        if (!cluster.completeKinds().contains(kind)) {
          problems.add(new ReadProblem(name, "its " + kind + " were not read completely"));
        }
      }
    }
    return problems;
  }

  /** The clusters without a problem, by name. */
  static Map<ClusterName, LiveCluster> readWhole(
      DesiredState desired, Map<ClusterName, LiveCluster> live, List<ReadProblem> problems) {
    Set<ClusterName> broken =
        problems.stream().map(ReadProblem::cluster).collect(Collectors.toSet());
    Map<ClusterName, LiveCluster> whole = new TreeMap<>();
    for (ClusterName name : clusters(desired)) {
      LiveCluster cluster = live.get(name);
      if (cluster != null && !broken.contains(name)) {
        whole.put(name, cluster);
      }
    }
    return whole;
  }

  private static Set<ClusterName> clusters(DesiredState desired) {
    return desired.clusters().stream()
        .map(ClusterDeclaration::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
