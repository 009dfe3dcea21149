package dev.treaty.reconcile.loop;

import dev.treaty.reconcile.apply.Convergence;
import dev.treaty.reconcile.apply.Expectation;
import dev.treaty.reconcile.apply.Shortfall;
import dev.treaty.reconcile.apply.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Looks at the peerings every now and then, because no blocking query tells of a stream that broke
 * ({@code peering-protocol} §7.3). What is missing counts once it was missing twice in a row: a
 * service that was just registered takes its moment.
 */
final class HealthWatch implements Runnable {

  /** What to look at. */
  record Watched(Convergence convergence, Expectation expectation) {}

  private static final int FEW_EXPORTS = 20;
  private static final int SELDOM = 30;

  private final Duration every;
  private final WakeUps wakeUps;
  private final StopSignal stop;
  private final AtomicReference<Optional<Watched>> watched =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<List<Shortfall>> missing = new AtomicReference<>(List.of());

  HealthWatch(Duration every, WakeUps wakeUps, StopSignal stop) {
    this.every = every;
    this.wakeUps = wakeUps;
    this.stop = stop;
  }

  void watch(Watched next) {
    watched.set(Optional.of(next));
  }

  /** While a plan is applied nothing counts as missing. */
  void pause() {
    watched.set(Optional.empty());
    missing.set(List.of());
  }

  List<Shortfall> missing() {
    return missing.get();
  }

  @Override
  public void run() {
    List<Shortfall> before = List.of();
    long round = 0;
    while (!stop.stopsWithin(every)) {
      Optional<Watched> now = watched.get();
      if (now.isEmpty()) {
        before = List.of();
        continue;
      }
      List<Shortfall> seen = look(now.get(), round++);
      List<Shortfall> lasting = before.isEmpty() ? List.of() : seen;
      before = seen;
      if (watched.get().equals(now) && !missing.getAndSet(lasting).equals(lasting)) {
        wakeUps.signal(WakeUps.Reason.HEALTH);
      }
    }
  }

  /** Where there is much to count, it is counted now and then only; the streams every time. */
  private static List<Shortfall> look(Watched watched, long round) {
    boolean deep = watched.expectation().exports() <= FEW_EXPORTS || round % SELDOM == 0;
    List<Shortfall> streams =
        watched.convergence().look(watched.expectation(), Convergence.Depth.STREAMS);
    return deep && streams.isEmpty() ? watched.convergence().look(watched.expectation()) : streams;
  }
}
