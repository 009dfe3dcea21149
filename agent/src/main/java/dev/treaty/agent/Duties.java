package dev.treaty.agent;

import dev.treaty.agent.feature.Feature;
import dev.treaty.agent.store.Leadership;
import dev.treaty.agent.store.NotLeaderException;
import dev.treaty.agent.store.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets features do a leader's work for as long as this server leads. */
final class Duties implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Duties.class);
  private static final int AGAIN_SECONDS = 1;

  private final List<Feature> features;
  private final Leadership leadership;
  private final Executor workers;
  private final ScheduledExecutorService timers;
  private final List<Feature> waiting = new ArrayList<>();
  private Subscription changes = Subscription.NONE;
  private long leadsInTerm;
  private volatile boolean closed;

  Duties(
      List<Feature> features,
      Leadership leadership,
      Executor workers,
      ScheduledExecutorService timers) {
    this.features = List.copyOf(features);
    this.leadership = leadership;
    this.workers = workers;
    this.timers = timers;
  }

  void start() {
    changes = leadership.onChange(this::later);
    later();
  }

  private void later() {
    try {
      workers.execute(this::settle);
    } catch (RejectedExecutionException e) {
      LOG.debug("the agent ends", e);
    }
  }

  /** One at a time, so that nothing is taken up before it was let go of. */
  private synchronized void settle() {
    long term = leadership.leads() ? Math.max(1, leadership.term()) : 0;
    if (closed || (term == leadsInTerm && waiting.isEmpty())) {
      return;
    }
    if (leadsInTerm != 0 && term != leadsInTerm) {
      LOG.info("this server no longer leads");
      letGo();
    }
    if (term != 0 && leadsInTerm == 0) {
      LOG.info("this server leads, term {}", term);
      waiting.addAll(features);
    }
    leadsInTerm = term;
    List<Feature> due = List.copyOf(waiting);
    waiting.clear();
    for (Feature feature : due) {
      try {
        feature.lead();
      } catch (NotLeaderException e) {
        LOG.info("the lead was lost while it was taken up");
        waiting.clear();
        return;
      } catch (RuntimeException e) {
        LOG.error("{} cannot lead yet", feature.getClass().getSimpleName(), e);
        waiting.add(feature);
      }
    }
    if (!waiting.isEmpty()) {
      var unused = timers.schedule(this::later, AGAIN_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void letGo() {
    waiting.clear();
    leadsInTerm = 0;
    for (Feature feature : features.reversed()) {
      try {
        feature.follow();
      } catch (RuntimeException e) {
        LOG.error("{} does not let go", feature.getClass().getSimpleName(), e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    changes.close();
  }
}
