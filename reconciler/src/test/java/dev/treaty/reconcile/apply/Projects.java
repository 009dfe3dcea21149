package dev.treaty.reconcile.apply;

import dev.treaty.diff.Plan;
import dev.treaty.diff.PlanOptions;
import dev.treaty.diff.Planner;
import dev.treaty.model.entry.Kinds;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.ClusterProfiles;
import dev.treaty.model.project.DesiredState;
import dev.treaty.model.project.ProjectLoader;
import dev.treaty.model.project.SourceTree;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.consul.FakeConsul;
import dev.treaty.reconcile.live.LiveStateReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A project of two clusters for tests, and plans for it. */
public final class Projects {
  public static final ClusterName ONE = new ClusterName("cluster-01");
  public static final ClusterName TWO = new ClusterName("cluster-02");

  public static final String PROJECT =
      """
      project = "mesh"
      cluster "cluster-01" {}
      cluster "cluster-02" {}
      peering "cluster-01" "cluster-02" {}
      mode = "enforce"
      """;

  private Projects() {}

  /** {@code web} exported by the first to the second, which lets it call {@code api}. */
  public static Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    files.put("treaty.hcl", PROJECT);
    files.put("clusters/cluster-01/exports.hcl", exports("web", "cluster-02"));
    files.put("clusters/cluster-02/api.hcl", intention("allow"));
    return files;
  }

  public static String exports(String service, String peer) {
    return """
    Kind = "exported-services"
    Name = "default"
    Services = [{ Name = "%s", Consumers = [{ Peer = "%s" }] }]
    """
        .formatted(service, peer);
  }

  public static String intention(String action) {
    return """
    Kind = "service-intentions"
    Name = "api"
    Sources = [{ Name = "web", Peer = "cluster-01", Action = "%s" }]
    """
        .formatted(action);
  }

  public static SourceTree tree(Map<String, String> files) {
    Map<String, byte[]> bytes = new TreeMap<>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return SourceTree.of(bytes);
  }

  public static DesiredState desired(Map<String, String> files) {
    return ProjectLoader.load(tree(files), ClusterProfiles.DEFAULT).desired().orElseThrow();
  }

  public static Map<ClusterName, ConsulClient> clients(FakeConsul one, FakeConsul two) {
    return Map.of(ONE, one.client(), TWO, two.client());
  }

  public static Plan plan(Map<String, String> files, Map<ClusterName, ConsulClient> clients) {
    return Planner.plan(
        desired(files),
        new LiveStateReader(new HashSet<>(Kinds.supported()), Set.of()).read(clients),
        PlanOptions.NONE);
  }
}
