package dev.treaty.reconcile.apply;

import dev.treaty.diff.Change;
import dev.treaty.diff.EntryChange;
import dev.treaty.diff.PeerChange;
import dev.treaty.diff.Plan;
import dev.treaty.diff.Stage;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.reconcile.consul.ConsulClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Writes a plan, stage by stage, the changes of a stage at the same time.
 *
 * <p>An entry is written only at the index the plan saw. A moved index is a conflict, and the
 * others go on; after a failure nothing more is written to that cluster, because later stages may
 * open what the failed one was to close.
 */
public final class Applier {
  private static final int WRITES_AT_ONCE = 10;

  private final Map<ClusterName, ConsulClient> clusters;
  private final PeeringFlow peerings;
  private final ApplyListener listener;
  private final InstantSource clock;
  private final StopSignal stop;
  private final Map<ClusterName, Semaphore> slots = new TreeMap<>();
  private final Map<ClusterName, String> failed = new ConcurrentHashMap<>();

  public Applier(
      Map<ClusterName, ConsulClient> clusters,
      PeeringFlow peerings,
      ApplyListener listener,
      InstantSource clock,
      StopSignal stop) {
    this.clusters = Map.copyOf(clusters);
    this.peerings = peerings;
    this.listener = listener;
    this.clock = clock;
    this.stop = stop;
    clusters.keySet().forEach(name -> slots.put(name, new Semaphore(WRITES_AT_ONCE)));
  }

  /** Writes all there is to write; the report tells what became of each change. */
  public ApplyReport apply(Plan plan) {
    List<ChangeResult> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Stage stage : plan.stages()) {
        List<Future<ChangeResult>> running = new ArrayList<>();
        Map<ClusterName, String> before = Map.copyOf(failed);
        for (Change change : stage.changes()) {
          running.add(threads.submit(() -> one(change, before)));
        }
        for (Future<ChangeResult> future : running) {
          results.add(finished(future));
        }
      }
    }
    return new ApplyReport(results);
  }

  /** Waits for a write even when interrupted: its outcome must not be lost. */
  private static ChangeResult finished(Future<ChangeResult> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("applying a change failed", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private ChangeResult one(Change change, Map<ClusterName, String> failedBefore) {
    Optional<String> reason = reasonToSkip(change, failedBefore);
    ChangeResult result =
        reason.isPresent() ? new ChangeResult.Skipped(change, reason.get()) : attempt(change);
    listener.finished(result);
    return result;
  }

  private Optional<String> reasonToSkip(Change change, Map<ClusterName, String> failedBefore) {
    if (stop.isStopped()) {
      return Optional.of("the run was ended");
    }
    if (change instanceof PeerChange) {
      return Optional.empty();
    }
    return change.clusters().stream()
        .filter(failedBefore::containsKey)
        .findFirst()
        .map(name -> failedBefore.get(name) + " failed");
  }

  private ChangeResult attempt(Change change) {
    listener.started(change);
    Instant start = clock.instant();
    Attempt attempt =
        switch (change) {
          case EntryChange entry -> writeEntry(entry);
          case PeerChange peer -> peerings.run(peer);
        };
    return switch (attempt) {
      case Attempt.Done done ->
          new ChangeResult.Applied(change, Duration.between(start, clock.instant()));
      case Attempt.Conflict(String why) -> new ChangeResult.Conflicted(change, why);
      case Attempt.Failure(String why) -> {
        if (change instanceof EntryChange entry) {
          failed.putIfAbsent(entry.cluster(), change.address());
        }
        yield new ChangeResult.Failed(change, why);
      }
    };
  }

  private Attempt writeEntry(EntryChange change) {
    ConsulClient client = clusters.get(change.cluster());
    Semaphore slot = slots.get(change.cluster());
    if (client == null || slot == null) {
      throw new IllegalStateException("no client for cluster " + change.cluster());
    }
    slot.acquireUninterruptibly();
    try {
      return new EntryWriter(client).write(change);
    } finally {
      slot.release();
    }
  }
}
