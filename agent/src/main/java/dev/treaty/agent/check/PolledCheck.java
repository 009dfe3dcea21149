package dev.treaty.agent.check;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Runs a probe, waits an interval, runs it again. */
final class PolledCheck implements CheckRunner {

  private final Probe probe;
  private final Thresholds thresholds;
  private final Duration interval;
  private final ScheduledExecutorService timers;
  private final Executor workers;
  private final Consumer<CheckResult> report;
  private final AtomicReference<Optional<Future<?>>> next = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Thread>> running = new AtomicReference<>(Optional.empty());
  private Thresholds.Streak streak;
  private volatile boolean closed;

  PolledCheck(
      Probe probe,
      Thresholds thresholds,
      Duration interval,
      ScheduledExecutorService timers,
      Executor workers,
      Consumer<CheckResult> report) {
    this.probe = probe;
    this.thresholds = thresholds;
    this.streak = thresholds.first();
    this.interval = interval;
    this.timers = timers;
    this.workers = workers;
    this.report = report;
  }

  void start(Duration firstAfter) {
    schedule(firstAfter);
  }

  private void schedule(Duration delay) {
    if (!closed) {
      try {
        next.set(
            Optional.of(
                timers.schedule(
                    () -> workers.execute(this::once), delay.toNanos(), TimeUnit.NANOSECONDS)));
      } catch (RejectedExecutionException e) {
        closed = true;
      }
    }
  }

  /** Never two at once: the next run is scheduled when this one is done. */
  private void once() {
    if (closed) {
      return;
    }
    running.set(Optional.of(Thread.currentThread()));
    try {
      CheckResult result = probe.run();
      Thresholds.Judged judged = thresholds.judge(streak, result);
      streak = judged.streak();
      if (!closed) {
        judged.report().ifPresent(report);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } finally {
      running.set(Optional.empty());
    }
    schedule(interval);
  }

  @Override
  public void close() {
    closed = true;
    next.get().ifPresent(future -> future.cancel(false));
    running.get().ifPresent(Thread::interrupt);
  }
}
