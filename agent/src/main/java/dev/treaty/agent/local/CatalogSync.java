package dev.treaty.agent.local;

import dev.treaty.agent.store.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the catalog true to what the agent knows of its own node (Consul's anti-entropy): what is
 * told is written at once, what changes in the catalog behind the agent's back is mended soon, and
 * from time to time both are compared whole. What cannot be written is tried again, ever more
 * seldom.
 */
final class CatalogSync implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogSync.class);

  static final Duration EVERY = Duration.ofMinutes(1);
  static final Duration AFTER_CHANGE = Duration.ofSeconds(1);
  static final Duration RETRY_LEAST = Duration.ofSeconds(1);
  static final Duration RETRY_MOST = Duration.ofSeconds(15);

  /** Up to so many nodes all compare once a minute. */
  private static final int FEW_NODES = 128;

  private final SyncRound rounds;
  private final CatalogLink catalog;
  private final ScheduledExecutorService timers;
  private final Executor workers;
  private final IntSupplier clusterSize;
  private final LongUnaryOperator jitter;

  private Subscription subscription = Subscription.NONE;
  private Round next = new Round();
  private boolean running;
  private boolean closed;
  private boolean mendSoon;
  private int failures;
  private Round retryRound = new Round();
  private Optional<Future<?>> retry = Optional.empty();
  private Optional<Future<?>> periodic = Optional.empty();

  /** What the next round is to do. */
  private static final class Round {
    private Touched touched = Touched.NOTHING;
    private boolean mend;
    private boolean whole;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    boolean isIdle() {
      return touched.isEmpty() && !mend && !whole;
    }
  }

  /**
   * @param clusterSize how many nodes there are: the more, the seldomer each compares
   * @param jitter a number from 0 to the given one, so that not all nodes compare at once
   */
  CatalogSync(
      SyncRound rounds,
      CatalogLink catalog,
      ScheduledExecutorService timers,
      Executor workers,
      IntSupplier clusterSize,
      LongUnaryOperator jitter) {
    this.rounds = rounds;
    this.catalog = catalog;
    this.timers = timers;
    this.workers = workers;
    this.clusterSize = clusterSize;
    this.jitter = jitter;
  }

  /** Compares now, and from now on; completes once the first comparison is over. */
  CompletableFuture<Boolean> start() {
    watch();
    schedulePeriodic();
    return whole();
  }

  /** Writes these at once; completes with whether that was possible. */
  CompletableFuture<Boolean> push(Touched touched) {
    if (touched.isEmpty()) {
      return CompletableFuture.completedFuture(true);
    }
    return add(round -> round.touched = round.touched.and(touched));
  }

  /** Compares everything. */
  CompletableFuture<Boolean> whole() {
    return add(round -> round.whole = true);
  }

  private void soon(Wish wish) {
    var unused = add(wish);
  }

  private interface Wish {
    void of(Round round);
  }

  private CompletableFuture<Boolean> add(Wish wish) {
    CompletableFuture<Boolean> done;
    synchronized (this) {
      if (closed) {
        return CompletableFuture.completedFuture(false);
      }
      wish.of(next);
      done = next.done;
      if (running) {
        return done;
      }
      running = true;
    }
    workers.execute(this::run);
    return done;
  }

  private void run() {
    while (true) {
      Round round;
      synchronized (this) {
        if (next.isIdle() || closed) {
          running = false;
          next.done.complete(false);
          next = new Round();
          return;
        }
        round = next;
        next = new Round();
      }
      round.done.complete(once(round));
    }
  }

  private boolean once(Round round) {
    try {
      Touched touched = round.touched;
      if (round.mend || round.whole) {
        touched = touched.and(rounds.drift(round.whole));
      }
      Touched failed = rounds.write(touched);
      if (failed.isEmpty()) {
        failures = 0;
        return true;
      }
      again(next -> next.touched = next.touched.and(failed));
    } catch (RuntimeException e) {
      LOG.warn("the catalog cannot be compared, trying again: {}", String.valueOf(e));
      again(next -> {
        next.touched = next.touched.and(round.touched);
        next.mend |= round.mend;
        next.whole |= round.whole;
      });
    }
    return false;
  }

  /** One retry stands at a time; what fails meanwhile joins it through a whole comparison. */
  private synchronized void again(Wish wish) {
    failures++;
    long least = RETRY_LEAST.toMillis() << Math.min(failures - 1, 4);
    long delay = Math.min(least, RETRY_MOST.toMillis());
    retry.ifPresent(future -> future.cancel(false));
    Round kept = retryRound;
    wish.of(kept);
    retry =
        schedule(
            delay + jitter.applyAsLong(delay),
            () -> {
              Round due;
              synchronized (this) {
                due = retryRound;
                retryRound = new Round();
              }
              soon(next -> {
                next.touched = next.touched.and(due.touched);
                next.mend |= due.mend;
                next.whole |= due.whole;
              });
            });
  }

  private void watch() {
    Subscription watching = catalog.watch(rounds.node(), this::mendSoon);
    synchronized (this) {
      subscription.close();
      subscription = watching;
      if (!closed) {
        return;
      }
    }
    watching.close();
  }

  private void mendSoon() {
    synchronized (this) {
      if (mendSoon || closed) {
        return;
      }
      mendSoon = true;
    }
    var unused =
        schedule(
            AFTER_CHANGE.toMillis(),
            () -> {
              synchronized (this) {
                mendSoon = false;
              }
              // First, so that no change comes between the comparison and the watch.
              watch();
              soon(round -> round.mend = true);
            });
  }

  private void schedulePeriodic() {
    long interval = EVERY.toMillis() * scale(clusterSize.getAsInt());
    periodic =
        schedule(
            interval + jitter.applyAsLong(interval),
            () -> {
              soon(round -> round.whole = true);
              schedulePeriodic();
            });
  }

  /** How many times as long as usual a node of so large a cluster waits between comparisons. */
  static int scale(int nodes) {
    return nodes <= FEW_NODES
        ? 1
        : (int) Math.ceil(Math.log((double) nodes / FEW_NODES) / Math.log(2)) + 1;
  }

  private Optional<Future<?>> schedule(long millis, Runnable task) {
    try {
      return Optional.of(
          timers.schedule(() -> workers.execute(task), millis, TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      subscription.close();
      retry.ifPresent(future -> future.cancel(false));
      periodic.ifPresent(future -> future.cancel(false));
    }
  }
}
