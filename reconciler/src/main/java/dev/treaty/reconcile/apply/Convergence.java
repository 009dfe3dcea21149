package dev.treaty.reconcile.apply;

import dev.treaty.model.live.LivePeering;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.value.Value;
import dev.treaty.reconcile.apply.Expectation.Exported;
import dev.treaty.reconcile.apply.Expectation.Pair;
import dev.treaty.reconcile.apply.Expectation.Side;
import dev.treaty.reconcile.consul.Blocking;
import dev.treaty.reconcile.consul.ConsulAnswer;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.live.PeeringRows;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Tells whether peered clusters really share what they are declared to share.
 *
 * <p>The names a peering lists as imported prove nothing: Consul lists services there that have no
 * instance anywhere ({@code peering-protocol} §12). So instances are counted on both sides.
 */
public final class Convergence {
  /** Three heartbeats, which come every 15 s. */
  private static final Duration FRESH = Duration.ofSeconds(45);

  private static final int CALLS_AT_ONCE = 16;

  private final Map<ClusterName, ConsulClient> clusters;
  private final InstantSource clock;
  private final Semaphore calls = new Semaphore(CALLS_AT_ONCE);

  public Convergence(Map<ClusterName, ConsulClient> clusters, InstantSource clock) {
    this.clusters = Map.copyOf(clusters);
    this.clock = clock;
  }

  /** How much there is to look at. */
  public enum Depth {
    /** Whether the streams are alive: two calls per peering. */
    STREAMS,
    /** And whether the instances are there: two calls more per exported service. */
    INSTANCES
  }

  /** One look at everything; empty when all is as expected. */
  public List<Shortfall> look(Expectation expectation) {
    return look(expectation, Depth.INSTANCES);
  }

  /** One look; empty when what was looked at is as expected. */
  public List<Shortfall> look(Expectation expectation, Depth depth) {
    List<Future<Optional<Shortfall>>> looks = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Pair pair : expectation.pairs()) {
        for (Side side : List.of(pair.first(), pair.second())) {
          looks.add(threads.submit(() -> bounded(() -> stream(pair, side))));
        }
        if (depth == Depth.INSTANCES) {
          imports(pair, pair.first(), pair.second(), threads, looks);
          imports(pair, pair.second(), pair.first(), threads, looks);
        }
      }
    }
    List<Shortfall> found = new ArrayList<>();
    looks.forEach(look -> result(look).ifPresent(found::add));
    return found;
  }

  private static Optional<Shortfall> result(Future<Optional<Shortfall>> look) {
    try {
      return look.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("looking at a peering failed", e.getCause());
    }
  }

  private Optional<Shortfall> bounded(Look look) {
    calls.acquireUninterruptibly();
    try {
      return look.look();
    } finally {
      calls.release();
    }
  }

  private interface Look {
    Optional<Shortfall> look();
  }

  private ConsulClient client(ClusterName name) {
    ConsulClient client = clusters.get(name);
    if (client == null) {
      throw new IllegalStateException("no client for cluster " + name);
    }
    return client;
  }

  /** Whether one side sees the peering ACTIVE and alive. */
  private Optional<Shortfall> stream(Pair pair, Side side) {
    ConsulAnswer<Value.Fields> answer = client(side.cluster()).readPeering(side.peerName());
    if (!(answer instanceof ConsulAnswer.Done<Value.Fields>(var row, var index, var filtered))) {
      return shortfall(
          pair,
          side.cluster() + " has no answer for " + side.peerName() + ": " + answer.describe());
    }
    LivePeering live = PeeringRows.read(row);
    if (!live.isActive()) {
      return shortfall(pair, side.cluster() + " sees " + side.peerName() + " " + live.state());
    }
    // Neither ACTIVE nor an open stream says that the other end still lives: both outlast it.
    Optional<Instant> last = PeeringRows.lastHeard(row);
    if (last.isEmpty()) {
      return shortfall(pair, side.cluster() + " has not heard from " + side.peerName() + " yet");
    }
    Duration silence = Duration.between(last.get(), clock.instant());
    return silence.compareTo(FRESH) <= 0
        ? Optional.empty()
        : shortfall(
            pair,
            side.cluster()
                + " has not heard from "
                + side.peerName()
                + " for "
                + silence.toSeconds()
                + " s");
  }

  private void imports(
      Pair pair,
      Side exporter,
      Side importer,
      ExecutorService threads,
      List<Future<Optional<Shortfall>>> looks) {
    for (Exported exported : exporter.exports()) {
      if (exported.isWildcard()) {
        for (String name : servicesOf(exporter.cluster(), exported)) {
          Exported one = new Exported(name, exported.tenancy());
          looks.add(threads.submit(() -> bounded(() -> instances(pair, exporter, importer, one))));
        }
      } else {
        looks.add(
            threads.submit(() -> bounded(() -> instances(pair, exporter, importer, exported))));
      }
    }
    for (Exported gone : exporter.withdrawn()) {
      looks.add(threads.submit(() -> bounded(() -> withdrawn(pair, importer, gone))));
    }
  }

  /** What is no longer exported must not be callable over there any more. */
  private Optional<Shortfall> withdrawn(Pair pair, Side importer, Exported gone) {
    ConsulAnswer<List<Value.Fields>> here =
        client(importer.cluster())
            .healthService(gone.service(), Optional.of(importer.peerName()), Blocking.NONE);
    if (here.done().map(List::isEmpty).orElse(false)) {
      return Optional.empty();
    }
    return shortfall(
        pair,
        here.done()
            .map(left ->
                importer.cluster()
                    + " still has "
                    + left.size()
                    + " instances of "
                    + gone.service()
                    + " from "
                    + importer.peerName()
                    + ", which is no longer exported")
            .orElseGet(() -> importer.cluster() + ": " + here.describe()));
  }

  private List<String> servicesOf(ClusterName cluster, Exported exported) {
    return client(cluster)
        .within(exported.tenancy())
        .catalogServices(Blocking.NONE)
        .done()
        .map(services ->
            services.map().keySet().stream().filter(name -> !name.equals("consul")).toList())
        .orElse(List.of());
  }

  private Optional<Shortfall> instances(
      Pair pair, Side exporter, Side importer, Exported exported) {
    ConsulAnswer<List<Value.Fields>> there =
        client(exporter.cluster())
            .within(exported.tenancy())
            .healthService(exported.service(), Optional.empty(), Blocking.NONE);
    if (there.done().isEmpty()) {
      return shortfall(pair, exporter.cluster() + ": " + there.describe());
    }
    int expected = there.done().get().size();
    ConsulAnswer<List<Value.Fields>> here =
        client(importer.cluster())
            .healthService(exported.service(), Optional.of(importer.peerName()), Blocking.NONE);
    int imported = here.done().map(List::size).orElse(-1);
    if (imported == expected) {
      return Optional.empty();
    }
    return shortfall(
        pair,
        imported < 0
            ? importer.cluster() + ": " + here.describe()
            : importer.cluster()
                + " has "
                + imported
                + " of "
                + expected
                + " instances of "
                + exported.service()
                + " from "
                + importer.peerName());
  }

  private static Optional<Shortfall> shortfall(Pair pair, String text) {
    return Optional.of(new Shortfall(pair.address(), text));
  }
}
