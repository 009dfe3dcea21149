package dev.treaty.agent.local;

import dev.treaty.agent.catalog.CheckRow;
import dev.treaty.agent.check.CheckResult;
import dev.treaty.agent.check.CheckRunners;
import dev.treaty.agent.check.CheckSpec;
import dev.treaty.agent.check.CriticalSince;
import dev.treaty.agent.check.Ticker;
import dev.treaty.agent.feature.AgentContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the agent's checks running and their results in its store.
 *
 * <p>A new status is written at once; output that changes under the same status only now and then,
 * so that a chatty check costs no write per run (Consul's {@code check_update_interval}). What was
 * heard last is shown by the agent's own endpoints meanwhile.
 */
final class CheckKeeper implements AutoCloseable {

  private static final Duration REAP_EVERY = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(CheckKeeper.class);

  private final AgentContext context;
  private final LocalState local;
  private final Ticker ticker;
  private final LongUnaryOperator jitter;
  private final CheckRunners runners;
  private final CriticalSince criticalSince;
  private final Map<String, Heard> heard = new ConcurrentHashMap<>();
  private final Map<String, Long> confirmedAt = new ConcurrentHashMap<>();
  private final List<Future<?>> periodic = new ArrayList<>();

  /** What a check said last and is not written yet, and what will write it. */
  private record Heard(CheckResult result, Optional<Future<?>> due) {

    void cancel() {
      due.ifPresent(future -> future.cancel(false));
    }
  }

  CheckKeeper(AgentContext context, LocalState local, Ticker ticker, LongUnaryOperator jitter) {
    this.context = context;
    this.local = local;
    this.ticker = ticker;
    this.jitter = jitter;
    this.criticalSince = new CriticalSince(ticker);
    this.runners = new CheckRunners(context.timers(), context.workers(), this::report);
  }

  void start() {
    expireUnconfirmed();
    refresh();
    periodic.add(
        context
            .timers()
            .scheduleWithFixedDelay(
                () -> context.workers().execute(() -> guarded(this::reap)),
                REAP_EVERY.toMillis(),
                REAP_EVERY.toMillis(),
                TimeUnit.MILLISECONDS));
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.warn("a task of the agent's checks failed and is tried again later", e);
    }
  }

  /**
   * TTL checks whose time ran out while the agent was away. It is told apart by the clock on the
   * wall, and a confirmation may be kept half a TTL late: none that is still good is taken back.
   */
  private void expireUnconfirmed() {
    local
        .view()
        .checks()
        .forEach((id, check) -> {
          Duration ttl = Duration.ofNanos(check.spec().ttlNanos());
          Duration silent = Duration.between(check.heardAt(), context.clock().instant());
          if (ttl.isPositive()
              && !check.row().status().equals(CheckResult.CRITICAL)
              && silent.compareTo(ttl.plus(ttl.dividedBy(2))) > 0) {
            CheckResult expired = CheckResult.expired(check.row().output());
            local.changeOnly(new UpdateLocalCheck(id, expired.status(), expired.output()));
          }
        });
  }

  /** Runs what the state says is to be run. */
  synchronized void refresh() {
    Map<String, CheckSpec> specs = new HashMap<>();
    local
        .view()
        .checks()
        .forEach((id, check) -> {
          specs.put(id, check.spec());
          criticalSince.note(id, shown(check).status());
        });
    heard
        .entrySet()
        .removeIf(entry -> {
          boolean gone = !specs.containsKey(entry.getKey());
          if (gone) {
            entry.getValue().cancel();
          }
          return gone;
        });
    confirmedAt.keySet().retainAll(specs.keySet());
    criticalSince.keepOnly(specs.keySet());
    runners.run(specs);
  }

  /** The check with what it said last. */
  CheckRow shown(LocalCheck check) {
    Heard last = heard.get(check.row().id());
    return last == null
        ? check.row()
        : check.row().saying(last.result().status(), last.result().output());
  }

  /** Somebody says over HTTP how a TTL check is; false where there is no such check. */
  boolean confirm(String checkId, CheckResult result) {
    Optional<LocalCheck> check = local.view().check(checkId);
    if (check.isEmpty() || !runners.confirmed(checkId, result.output())) {
      return false;
    }
    if (!take(check.get(), result)) {
      noteConfirmed(check.get());
    }
    return true;
  }

  /** A confirmation that changes nothing is kept often enough to be known after a restart. */
  private void noteConfirmed(LocalCheck check) {
    String id = check.row().id();
    long now = ticker.nanos();
    Long last = confirmedAt.get(id);
    if (last == null || now - last >= check.spec().ttlNanos() / 2) {
      confirmedAt.put(id, now);
      local.changeOnly(new ConfirmCheck(id));
    }
  }

  private void report(String checkId, CheckResult result) {
    guarded(() -> local.view().check(checkId).ifPresent(check -> take(check, result)));
  }

  /** Takes a result; true if it was written. */
  private boolean take(LocalCheck check, CheckResult told) {
    CheckResult result =
        context.settings().checks().discardOutput() ? new CheckResult(told.status(), "") : told;
    String id = check.row().id();
    criticalSince.note(id, result.status());
    CheckRow shown = shown(check);
    if (!shown.status().equals(result.status())) {
      write(id, result);
      return true;
    }
    if (shown.output().equals(result.output())) {
      return false;
    }
    Duration interval = context.settings().checks().updateInterval();
    if (interval.isZero()) {
      write(id, result);
      return true;
    }
    heard.compute(
        id,
        (key, before) ->
            new Heard(
                result,
                before != null && before.due().isPresent() ? before.due() : later(id, interval)));
    return false;
  }

  /** Output reaches the catalog within half an interval to one and a half, as Consul's does. */
  private Optional<Future<?>> later(String id, Duration interval) {
    long nanos = interval.toNanos() / 2 + jitter.applyAsLong(interval.toNanos());
    try {
      return Optional.of(
          context
              .timers()
              .schedule(
                  () -> context.workers().execute(() -> guarded(() -> writeHeard(id))),
                  nanos,
                  TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException e) {
      return Optional.empty();
    }
  }

  private void writeHeard(String id) {
    Heard last = heard.get(id);
    if (last != null) {
      write(id, last.result());
    }
  }

  private void write(String checkId, CheckResult result) {
    Heard writing = new Heard(result, Optional.empty());
    Heard before = heard.put(checkId, writing);
    if (before != null) {
      before.cancel();
    }
    confirmedAt.put(checkId, ticker.nanos());
    local.change(new UpdateLocalCheck(checkId, result.status(), result.output()));
    heard.remove(checkId, writing);
  }

  /** Takes out services whose check is critical for longer than they may. */
  private void reap() {
    for (LocalCheck check : local.view().checks().values()) {
      Duration after = Duration.ofNanos(check.spec().deregisterAfterNanos());
      String service = check.row().serviceId();
      if (!after.isZero() && !service.isEmpty() && criticalSince.overdue(check.row().id(), after)) {
        LOG.info("service {} is deregistered: {} is critical too long", service, check.row().id());
        local.changeOnly(new DeregisterLocal(service));
        refresh();
      }
    }
  }

  @Override
  public void close() {
    periodic.forEach(future -> future.cancel(false));
    heard.values().forEach(Heard::cancel);
    runners.close();
  }
}
