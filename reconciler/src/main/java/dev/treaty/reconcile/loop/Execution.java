package dev.treaty.reconcile.loop;

import dev.treaty.diff.Plan;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.reconcile.apply.Applier;
import dev.treaty.reconcile.apply.ApplyListener;
import dev.treaty.reconcile.apply.ApplyReport;
import dev.treaty.reconcile.apply.Convergence;
import dev.treaty.reconcile.apply.Expectation;
import dev.treaty.reconcile.apply.PeeringFlow;
import dev.treaty.reconcile.apply.Settling;
import dev.treaty.reconcile.apply.Shortfall;
import dev.treaty.reconcile.apply.StopSignal;
import dev.treaty.reconcile.consul.ConsulClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Everything that writing to one set of clusters, and waiting for them, takes. */
public final class Execution {
  /**
   * Long enough for a real Consul's slow phase; what is not done then, the next pass goes on with.
   */
  private static final Duration PEERING_LIMIT = Duration.ofSeconds(30);

  private final Map<ClusterName, ConsulClient> clients;
  private final InstantSource clock;
  private final StopSignal stop;
  private final PeeringFlow flow;
  private final Convergence convergence;
  private final Settling settling;

  public Execution(Map<ClusterName, ConsulClient> clients, InstantSource clock, StopSignal stop) {
    this.clients = clients;
    this.clock = clock;
    this.stop = stop;
    this.flow = new PeeringFlow(clients, clock, stop, PEERING_LIMIT);
    this.convergence = new Convergence(clients, clock);
    this.settling = new Settling(convergence, flow, clock, stop);
  }

  public ApplyReport apply(Plan plan, ApplyListener listener) {
    return new Applier(clients, flow, listener, clock, stop).apply(plan);
  }

  /** Waits until what the plan leads to is seen; answers what is still missing. */
  public List<Shortfall> settle(Plan plan, Duration timeout, BooleanSupplier hasBetterToDo) {
    return settling.await(plan, Expectation.of(plan), timeout, hasBetterToDo);
  }

  Convergence convergence() {
    return convergence;
  }

  Settling settling() {
    return settling;
  }
}
