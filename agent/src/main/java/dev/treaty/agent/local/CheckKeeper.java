package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CatalogTables;
import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.check.CheckResult;
import dev.treaty.agent.check.CheckRunners;
import dev.treaty.agent.check.CheckSpec;
import dev.treaty.agent.check.CriticalSince;
import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.store.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the agent's checks running and their results in the state.
 *
 * <p>A new status is written at once; output that changes under the same status only now and then,
 * so that a chatty check costs no write per run (Consul's {@code check_update_interval}). What was
 * heard last is shown by the agent's own endpoints meanwhile.
 */
final class CheckKeeper implements AutoCloseable {

  private static final Duration OUTPUT_EVERY = Duration.ofMinutes(5);
  private static final Duration REAP_EVERY = Duration.ofSeconds(30);
  private static final Duration SYNC_EVERY = Duration.ofSeconds(60);
  private static final Duration SYNC_AFTER_CHANGE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(CheckKeeper.class);

  private final AgentContext context;
  private final CheckRunners runners;
  private final CriticalSince criticalSince = new CriticalSince();
  private final Map<String, Heard> heard = new ConcurrentHashMap<>();
  private final List<Future<?>> periodic = new ArrayList<>();
  private final AtomicBoolean syncPending = new AtomicBoolean();
  private Subscription subscription = Subscription.NONE;
  private volatile Future<?> pendingSync = CompletableFuture.completedFuture(true);

  /** What a check said last, and when that was written. */
  private record Heard(CheckResult result, Instant writtenAt) {}

  private static final Heard NEVER = new Heard(CheckResult.critical(""), Instant.EPOCH);

  CheckKeeper(AgentContext context) {
    this.context = context;
    this.runners = new CheckRunners(context.timers(), context.workers(), this::report);
  }

  void start() {
    refresh();
    periodic.add(every(REAP_EVERY, this::reap));
    periodic.add(every(SYNC_EVERY, this::sync));
    subscription =
        context.store().onChange(this::syncSoon, CatalogTables.NODES, CatalogTables.SERVICES);
  }

  private Future<?> every(Duration interval, Runnable task) {
    return context
        .timers()
        .scheduleWithFixedDelay(
            () -> context.workers().execute(() -> guarded(task)),
            interval.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.warn("a task of the agent's checks failed and is tried again later", e);
    }
  }

  private LocalView view() {
    return new LocalView(context.store().state(), context.nodeName());
  }

  /** Runs what the state says is to be run. */
  synchronized void refresh() {
    Map<String, CheckSpec> specs = new HashMap<>();
    Instant now = context.clock().instant();
    view()
        .checks()
        .forEach((id, check) -> {
          specs.put(id, check.spec());
          criticalSince.note(id, shown(check).status(), now);
        });
    heard.keySet().retainAll(specs.keySet());
    criticalSince.keepOnly(specs.keySet());
    runners.run(specs);
  }

  /** The check with what it said last. */
  CheckRow shown(LocalCheck check) {
    Heard last = heard.get(check.row().id());
    return last == null || check.spec().isAlias()
        ? check.row()
        : check.row().saying(last.result().status(), last.result().output());
  }

  /** Somebody says over HTTP how a TTL check is; false where there is no such check. */
  boolean confirm(String checkId, CheckResult result) {
    if (!runners.confirmed(checkId, result.output())) {
      return false;
    }
    write(checkId, result);
    return true;
  }

  private void report(String checkId, CheckResult result) {
    guarded(() -> {
      Optional<LocalCheck> check = view().check(checkId);
      if (check.isEmpty()) {
        return;
      }
      Instant now = context.clock().instant();
      Heard before = heard.getOrDefault(checkId, NEVER);
      boolean sameStatus = check.get().row().status().equals(result.status());
      boolean recent = Duration.between(before.writtenAt(), now).compareTo(OUTPUT_EVERY) < 0;
      if (sameStatus && recent) {
        heard.put(checkId, new Heard(result, before.writtenAt()));
      } else {
        write(checkId, result);
      }
    });
  }

  private void write(String checkId, CheckResult result) {
    Instant now = context.clock().instant();
    criticalSince.note(checkId, result.status(), now);
    heard.put(checkId, new Heard(result, now));
    context
        .store()
        .propose(
            new UpdateLocalCheck(context.nodeName(), checkId, result.status(), result.output()));
  }

  /** Takes out services whose check is critical for longer than they may. */
  private void reap() {
    Instant now = context.clock().instant();
    for (LocalCheck check : view().checks().values()) {
      Duration after = Duration.ofNanos(check.spec().deregisterAfterNanos());
      String service = check.row().serviceId();
      if (!after.isZero()
          && !service.isEmpty()
          && criticalSince.overdue(check.row().id(), after, now)) {
        LOG.info("service {} is deregistered: {} is critical too long", service, check.row().id());
        context.store().propose(new DeregisterLocal(context.nodeName(), service));
        refresh();
      }
    }
  }

  private void syncSoon() {
    if (syncPending.compareAndSet(false, true)) {
      try {
        pendingSync =
            context
                .timers()
                .schedule(
                    () -> context.workers().execute(() -> guarded(this::sync)),
                    SYNC_AFTER_CHANGE.toMillis(),
                    TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        syncPending.set(false);
      }
    }
  }

  private void sync() {
    syncPending.set(false);
    context.store().propose(OwnNode.join(context));
  }

  @Override
  public void close() {
    subscription.close();
    pendingSync.cancel(false);
    periodic.forEach(future -> future.cancel(false));
    runners.close();
  }
}
