package dev.treaty.reconcile.loop;

import dev.treaty.reconcile.apply.StopSignal;
import dev.treaty.reconcile.consul.Blocking;
import dev.treaty.reconcile.consul.ConsulAnswer;
import java.time.Duration;
import java.util.function.Function;

/** One blocking query, asked again and again; says when its answer may have changed. */
final class ClusterWatch implements Runnable {
  private static final Duration PATIENCE = Duration.ofSeconds(55);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final Function<Blocking, ConsulAnswer<?>> query;
  private final WakeUps wakeUps;
  private final StopSignal stop;

  ClusterWatch(Function<Blocking, ConsulAnswer<?>> query, WakeUps wakeUps, StopSignal stop) {
    this.query = query;
    this.wakeUps = wakeUps;
    this.stop = stop;
  }

  @Override
  public void run() {
    long index = 0;
    Duration pause = FIRST_PAUSE;
    while (!stop.isStopped() && !Thread.currentThread().isInterrupted()) {
      if (query.apply(new Blocking(index, PATIENCE)) instanceof ConsulAnswer.Done<?> done) {
        // The first answer counts as news: what happened before it was asked for is in no other.
        if (done.index() != index) {
          wakeUps.signal(WakeUps.Reason.CLUSTER_CHANGED);
        }
        // An index that fell means another history: ask anew.
        index = done.index() < index ? 0 : done.index();
        pause = FIRST_PAUSE;
        continue;
      }
      if (index != 0) {
        wakeUps.signal(WakeUps.Reason.CLUSTER_CHANGED);
      }
      index = 0;
      if (stop.stopsWithin(pause)) {
        return;
      }
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }
}
