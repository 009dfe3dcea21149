package dev.treaty.reconcile.loop;

import dev.treaty.diff.GraphCheck;
import dev.treaty.diff.Plan;
import dev.treaty.diff.PlanOptions;
import dev.treaty.diff.Planner;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.entry.Kinds;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.Tenancy;
import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.ClusterBindings;
import dev.treaty.model.project.ClusterProfiles;
import dev.treaty.model.project.ClustersFile;
import dev.treaty.model.project.DesiredState;
import dev.treaty.model.project.LoadResult;
import dev.treaty.model.project.OperatorInput;
import dev.treaty.model.project.ProjectLoader;
import dev.treaty.model.project.ProjectRead;
import dev.treaty.model.project.SourceTree;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.consul.ConsulTlsException;
import dev.treaty.reconcile.live.ClusterClients;
import dev.treaty.reconcile.live.LiveStateReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads a project and its clusters, and plans. What one revision declares is loaded once for the
 * same releases of Consul. Not thread-safe.
 */
public final class Surveyor implements AutoCloseable {
  private final OperatorInput operator;
  private final Optional<ClustersFile> clustersFile;
  private final ClusterClients clients;
  private final Optional<Duration> limit;
  private Optional<Loaded> last = Optional.empty();

  private record Loaded(
      String revision, Map<ClusterName, ServerProfile> profiles, LoadResult result) {}

  public Surveyor(
      OperatorInput operator, Optional<ClustersFile> clustersFile, ClusterClients clients) {
    this(operator, clustersFile, clients, Optional.empty());
  }

  /**
   * A surveyor.
   *
   * @param limit for reading the clusters; what is not read by then counts as not read
   */
  public Surveyor(
      OperatorInput operator,
      Optional<ClustersFile> clustersFile,
      ClusterClients clients,
      Optional<Duration> limit) {
    this.limit = limit;
    this.operator = operator;
    this.clustersFile = clustersFile;
    this.clients = clients;
  }

  /** What was found when the project's clusters were to be reached. */
  public sealed interface Reach {
    record Bound(
        String project, Map<ClusterName, ConsulClient> clients, List<Diagnostic> diagnostics)
        implements Reach {}

    record Unbound(List<Diagnostic> diagnostics) implements Reach {}
  }

  /** Reads the project file and binds its clusters; no cluster is asked yet. */
  public Reach reach(SourceTree tree) {
    ProjectRead read = ProjectLoader.project(tree);
    if (read.project().isEmpty()) {
      return new Reach.Unbound(read.diagnostics());
    }
    ClusterBindings bindings = ClusterBindings.bind(read.project().get(), clustersFile, operator);
    if (bindings.hasErrors()) {
      return new Reach.Unbound(bindings.diagnostics());
    }
    try {
      return new Reach.Bound(
          read.project().get().name(), clients.of(bindings.bindings()), bindings.diagnostics());
    } catch (ConsulTlsException | IllegalArgumentException e) {
      return new Reach.Unbound(List.of(Diagnostic.error("TR0701", String.valueOf(e.getMessage()))));
    }
  }

  /** Looks at everything there is to look at. */
  public Survey survey(SourceTree tree, PlanOptions options) {
    return switch (reach(tree)) {
      case Reach.Unbound(List<Diagnostic> diagnostics) -> new Survey.NoDesiredState(diagnostics);
      case Reach.Bound(var project, var bound, var warnings) ->
          survey(tree, options, bound, warnings);
    };
  }

  private Survey survey(
      SourceTree tree,
      PlanOptions options,
      Map<ClusterName, ConsulClient> bound,
      List<Diagnostic> warnings) {
    Set<String> kinds = new HashSet<>(Kinds.supported());
    Map<ClusterName, LiveCluster> live = new LiveStateReader(kinds, Set.of(), limit).read(bound);
    LoadResult loaded = load(tree, live);
    List<Diagnostic> diagnostics = new ArrayList<>(warnings);
    diagnostics.addAll(loaded.diagnostics());
    if (loaded.desired().isEmpty()) {
      return new Survey.NoDesiredState(diagnostics);
    }
    DesiredState desired = loaded.desired().get();
    Set<Tenancy> tenancies =
        desired.entries().stream()
            .map(entry -> entry.entry().key().tenancy())
            .filter(tenancy -> !tenancy.isDefault())
            .collect(Collectors.toSet());
    if (!tenancies.isEmpty()) {
      live = new LiveStateReader(kinds, tenancies, limit).read(bound);
    }
    Plan plan = Planner.plan(desired, live, options);
    List<Diagnostic> graph = GraphCheck.planned(desired, live, plan);
    diagnostics.addAll(graph);
    if (graph.stream().anyMatch(Diagnostic::isError)) {
      return new Survey.NoDesiredState(List.copyOf(diagnostics));
    }
    return new Survey.Planned(desired, bound, live, plan, List.copyOf(diagnostics));
  }

  private LoadResult load(SourceTree tree, Map<ClusterName, LiveCluster> live) {
    Map<ClusterName, ServerProfile> profiles = new TreeMap<>();
    live.forEach((name, cluster) -> profiles.put(name, cluster.profile()));
    boolean known =
        last.isPresent()
            && last.get().revision().equals(tree.revision())
            && last.get().profiles().equals(profiles);
    if (known && !tree.revision().equals(SourceTree.WORK_TREE)) {
      return last.get().result();
    }
    LoadResult result = ProjectLoader.load(tree, ClusterProfiles.known(profiles));
    last = Optional.of(new Loaded(tree.revision(), profiles, result));
    return result;
  }

  @Override
  public void close() {
    clients.close();
  }
}
