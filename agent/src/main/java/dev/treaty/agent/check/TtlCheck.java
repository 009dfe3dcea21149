package dev.treaty.agent.check;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Turns critical unless somebody confirms it in time. */
final class TtlCheck implements CheckRunner {

  private static final String EXPIRED = "TTL expired";

  private final Duration ttl;
  private final ScheduledExecutorService timers;
  private final Executor workers;
  private final Consumer<CheckResult> report;
  private String lastOutput = "";
  private Optional<Future<?>> expiry = Optional.empty();
  private boolean closed;

  TtlCheck(
      Duration ttl,
      ScheduledExecutorService timers,
      Executor workers,
      Consumer<CheckResult> report) {
    this.ttl = ttl;
    this.timers = timers;
    this.workers = workers;
    this.report = report;
  }

  synchronized void start() {
    rearm();
  }

  @Override
  public synchronized void confirmed(String output) {
    lastOutput = output;
    rearm();
  }

  private void rearm() {
    expiry.ifPresent(future -> future.cancel(false));
    if (!closed) {
      try {
        expiry =
            Optional.of(
                timers.schedule(
                    () -> workers.execute(this::expire), ttl.toNanos(), TimeUnit.NANOSECONDS));
      } catch (RejectedExecutionException e) {
        closed = true;
      }
    }
  }

  private void expire() {
    CheckResult expired;
    synchronized (this) {
      if (closed) {
        return;
      }
      expired = CheckResult.expired(lastOutput);
    }
    report.accept(expired);
  }

  /** What an expired check says, with what it said before. */
  static String expiredOutput(String lastOutput) {
    return lastOutput.isEmpty()
        ? EXPIRED
        : EXPIRED + " (last output before timeout follows): " + lastOutput;
  }

  @Override
  public synchronized void close() {
    closed = true;
    expiry.ifPresent(future -> future.cancel(false));
  }
}
