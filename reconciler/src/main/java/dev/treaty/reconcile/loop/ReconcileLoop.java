package dev.treaty.reconcile.loop;

import dev.treaty.git.GitFailure;
import dev.treaty.git.GitSync;
import dev.treaty.git.SyncResult;
import dev.treaty.model.diagnostic.Diagnostic;
import dev.treaty.model.diagnostic.DiagnosticText;
import dev.treaty.model.peering.ClusterName;
import dev.treaty.model.project.SourceTree;
import dev.treaty.reconcile.apply.Shortfall;
import dev.treaty.reconcile.apply.StopSignal;
import dev.treaty.reconcile.consul.ConsulClient;
import dev.treaty.reconcile.ledger.Ledger;
import dev.treaty.reconcile.report.DiagnosticJson;
import dev.treaty.reconcile.report.Event;
import dev.treaty.reconcile.report.EventSink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps clusters as a branch declares them: wakes on a commit, on a change in a cluster, on a
 * peering that falters, and now and then; runs a pass each time.
 */
public final class ReconcileLoop {
  private static final Duration MOMENT = Duration.ofMillis(15);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(60);

  private final Surveyor surveyor;
  private final LoopSettings settings;
  private final EventSink sink;
  private final InstantSource clock;
  private final StopSignal stop;
  private final WakeUps wakeUps = new WakeUps();
  private final GitFeed feed;
  private final HealthWatch health;
  private final Pass pass;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<ClusterName, ConsulClient> watched = new HashMap<>();

  private Optional<SourceTree> tree = Optional.empty();
  private Optional<Instant> commitSeen = Optional.empty();
  private Duration retry = FIRST_RETRY;
  private List<Shortfall> saidMissing = List.of();

  public ReconcileLoop(
      GitSync sync,
      Surveyor surveyor,
      LoopSettings settings,
      EventSink sink,
      Ledger ledger,
      InstantSource clock,
      StopSignal stop) {
    this.surveyor = surveyor;
    this.settings = settings;
    this.sink = sink;
    this.clock = clock;
    this.stop = stop;
    this.feed = new GitFeed(sync, settings.poll(), wakeUps, clock, stop);
    this.health = new HealthWatch(settings.health(), wakeUps, stop);
    this.pass =
        new Pass(surveyor, settings, sink, new History(ledger, clock), clock, stop, wakeUps);
  }

  /** Runs until stopped; the call in hand is finished first. */
  public void run() {
    start("treaty-git", feed);
    start("treaty-health", health);
    Duration patience = settings.everything();
    while (!stop.isStopped()) {
      Set<WakeUps.Reason> reasons = wakeUps.take(patience);
      if (stop.isStopped() || reasons.contains(WakeUps.Reason.STOP)) {
        break;
      }
      Instant noticed = clock.instant();
      if (!reasons.contains(WakeUps.Reason.COMMIT)) {
        wakeUps.settle(MOMENT);
      }
      feed.take().forEach(this::note);
      if (reasons.contains(WakeUps.Reason.HEALTH)) {
        noteHealth();
      }
      Pass.Attention attention =
          reasons.contains(WakeUps.Reason.HEALTH)
              ? Pass.Attention.PEERINGS
              : Pass.Attention.ENTRIES;
      patience = tree.isPresent() ? pass(tree.get(), noticed, attention) : settings.everything();
    }
    threads.forEach(Thread::interrupt);
  }

  /** Ends the loop from another thread. */
  public void stop() {
    stop.stop();
    wakeUps.signal(WakeUps.Reason.STOP);
  }

  private void start(String name, Runnable work) {
    threads.add(Thread.ofVirtual().name(name).start(work));
  }

  private void note(GitFeed.News news) {
    switch (news.result()) {
      case SyncResult.Advanced(SourceTree next) -> {
        tree = Optional.of(next);
        commitSeen = Optional.of(news.seen());
        retry = FIRST_RETRY;
        pass.begin();
        sink.accept(
            Event.of("commit", "commit " + Pass.shortened(next.revision()))
                .with("revision", next.revision()));
      }
      case SyncResult.Refused(String revision, List<Diagnostic> diagnostics) -> {
        // Nothing is planned from half a commit, and the one before is no longer wanted.
        tree = Optional.empty();
        sink.accept(
            Event.of(
                    "stalled",
                    "stalled: commit "
                        + Pass.shortened(revision)
                        + " holds what is not read; nothing is touched\n"
                        + DiagnosticText.plain().render(diagnostics))
                .with("revision", revision)
                .with("reason", "BuildFailed")
                .with("diagnostics", DiagnosticJson.of(diagnostics)));
      }
      case SyncResult.Unchanged(String revision) ->
          sink.accept(Event.of("git_recovered", "the repository answers again"));
      case SyncResult.Rewound(String from, String to) ->
          sink.accept(
              Event.of(
                      "stalled",
                      "stalled: the branch was rewound from "
                          + Pass.shortened(from)
                          + " to "
                          + Pass.shortened(to)
                          + ", which does not follow it; restart to accept that")
                  .with("revision", to)
                  .with("reason", "GitOperationFailed"));
      case SyncResult.Unreachable(GitFailure failure) ->
          sink.accept(
              Event.of("git_unreachable", "waiting: " + failure.message())
                  .with("reason", "GitOperationFailed")
                  .with("cause", failure.cause().name()));
    }
  }

  private Duration pass(SourceTree now, Instant noticed, Pass.Attention attention) {
    health.pause();
    watch(now);
    Pass.Outcome outcome = pass.run(now, commitSeen.orElse(noticed), attention);
    switch (outcome) {
      case Pass.Outcome.Converged(Execution execution, var expectation) -> {
        commitSeen = Optional.empty();
        retry = FIRST_RETRY;
        noteWell();
        health.watch(new HealthWatch.Watched(execution.convergence(), expectation));
        return settings.everything();
      }
      case Pass.Outcome.Waiting waiting -> {
        Duration pause = retry;
        retry =
            retry.multipliedBy(2).compareTo(LONGEST_RETRY) < 0
                ? retry.multipliedBy(2)
                : LONGEST_RETRY;
        return pause;
      }
      case Pass.Outcome.Stalled stalled -> {
        commitSeen = Optional.empty();
        return settings.everything();
      }
    }
  }

  /** Says what falters; the pass that follows helps it on. */
  private void noteHealth() {
    List<Shortfall> missing = health.missing();
    if (missing.isEmpty() || missing.equals(saidMissing)) {
      return;
    }
    saidMissing = missing;
    for (Shortfall shortfall : missing) {
      sink.accept(
          Event.of("degraded", "degraded: " + shortfall.address() + "  " + shortfall.text())
              .with("address", shortfall.address())
              .with("reason", "PeeringNotActive"));
    }
  }

  private void noteWell() {
    if (!saidMissing.isEmpty()) {
      saidMissing = List.of();
      sink.accept(Event.of("recovered", "all peerings are well again"));
    }
  }

  /** Watches each cluster as long as its client stays the same. */
  private void watch(SourceTree now) {
    if (!(surveyor.reach(now)
        instanceof Surveyor.Reach.Bound(var project, var clients, var diagnostics))) {
      return;
    }
    clients.forEach((name, client) -> {
      if (!client.equals(watched.put(name, client))) {
        start(
            "treaty-watch-config-" + name,
            new ClusterWatch(blocking -> client.listConfig("", blocking), wakeUps, stop));
        start("treaty-watch-peerings-" + name, new ClusterWatch(client::peerings, wakeUps, stop));
      }
    });
  }
}
