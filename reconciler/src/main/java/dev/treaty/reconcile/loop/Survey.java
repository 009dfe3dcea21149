package dev.treaty.reconcile.loop;

import dev.treaty.diff.Plan;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.live.LiveCluster;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.DesiredState;
import dev.treaty.reconcile.consul.ConsulClient;
import java.util.List;
import java.util.Map;

/** What came of looking at a source tree and at the clusters it speaks of. */
public sealed interface Survey {

  /** Warnings, or why there is no desired state. */
  List<Diagnostic> diagnostics();

  /** There is a desired state, and a plan from what the clusters hold to it. */
  record Planned(
      DesiredState desired,
      Map<ClusterName, ConsulClient> clients,
      Map<ClusterName, LiveCluster> live,
      Plan plan,
      List<Diagnostic> diagnostics)
      implements Survey {}

  /** One error, and nothing is planned: half a repository would look like a deletion. */
  record NoDesiredState(List<Diagnostic> diagnostics) implements Survey {}
}
