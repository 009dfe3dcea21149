package dev.treaty.model.project;

import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticCode;
import dev.treaty.model.peering.ClusterName;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Binds each cluster of a project to an address and credentials.
 *
 * <p>What the operator says counts: variables first, then the clusters file. The repository's own
 * address is used only where the operator has bound nothing at all, and then without credentials; a
 * pull request that changes it must not be able to send a secret there.
 *
 * @param bindings one per cluster of the project, unless there are errors
 */
public record ClusterBindings(
    Map<ClusterName, ClusterBinding> bindings, List<Diagnostic> diagnostics) {

  public ClusterBindings {
    bindings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(bindings));
    diagnostics = List.copyOf(diagnostics);
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  /** Binds all clusters of the project. */
  public static ClusterBindings bind(
      Project project, Optional<ClustersFile> file, OperatorInput input) {
    Findings findings = new Findings();
    file.ifPresent(f -> findings.addAll(f.diagnostics()));
    OperatorBinding operator = new OperatorBinding(file, input, findings);
    Map<ClusterName, Optional<ClusterBinding>> bound = new LinkedHashMap<>();
    boolean alone = project.clusters().size() == 1;
    for (ClusterDeclaration cluster : project.clusters()) {
      bound.put(cluster.name(), operator.of(cluster.name(), alone));
    }
    boolean anything = bound.values().stream().anyMatch(Optional::isPresent);
    Map<ClusterName, ClusterBinding> bindings = new LinkedHashMap<>();
    for (ClusterDeclaration cluster : project.clusters()) {
      bound
          .getOrDefault(cluster.name(), Optional.empty())
          .or(() -> unbound(cluster, anything, findings))
          .filter(binding -> agrees(cluster, binding, findings))
          .ifPresent(binding -> bindings.put(cluster.name(), binding));
    }
    return new ClusterBindings(findings.hasErrors() ? Map.of() : bindings, findings.list());
  }

  private static Optional<ClusterBinding> unbound(
      ClusterDeclaration cluster, boolean anything, Findings findings) {
    if (anything) {
      findings.error(
          DiagnosticCode.UNBOUND_CLUSTER,
          cluster.range(),
          "cluster." + cluster.name(),
          "the operator has bound other clusters, but not \"" + cluster.name() + "\"",
          "add it to the clusters file, or set " + BindingNames.address(cluster.name()));
      return Optional.empty();
    }
    if (cluster.address().isEmpty()) {
      findings.error(
          DiagnosticCode.UNBOUND_CLUSTER,
          cluster.range(),
          "cluster." + cluster.name(),
          "nobody says where the cluster \"" + cluster.name() + "\" is",
          "give it an address here, in the clusters file, or in "
              + BindingNames.address(cluster.name()));
    }
    return cluster.address().map(address -> ClusterBinding.plain(cluster.name(), address));
  }

  private static boolean agrees(
      ClusterDeclaration cluster, ClusterBinding binding, Findings findings) {
    Optional<URI> address = cluster.address();
    if (address.isEmpty() || address.get().equals(binding.address())) {
      return true;
    }
    findings.error(
        DiagnosticCode.ADDRESS_MISMATCH,
        cluster.range(),
        "cluster." + cluster.name() + ".address",
        "the repository says "
            + address.get()
            + ", the operator has bound the cluster to "
            + binding.address(),
        "make them equal, or remove the address from the repository");
    return false;
  }
}
