package dev.treaty.agent.http;

import dev.treaty.agent.http.LongPoll.Step;
import dev.treaty.agent.store.StoreUnavailableException;
import dev.treaty.agent.store.Subscription;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way to one response. Endpoint code runs on virtual threads; a parked query is
 * this object, a registration and a timer. All fields are guarded by {@code this}.
 */
final class Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final ApiRequest request;
  private final Route route;
  private final boolean gzip;
  private final Executor workers;
  private final ScheduledExecutorService timers;
  private final Consumer<Rendered> send;

  private State state = State.RUNNING;
  private int round;
  private boolean timedOut;
  private Subscription registration = Subscription.NONE;
  private @Nullable ScheduledFuture<?> timer;

  private enum State {
    RUNNING,
    PARKED,
    OVER
  }

  Exchange(
      ApiRequest request,
      Route route,
      boolean gzip,
      Executor workers,
      ScheduledExecutorService timers,
      Consumer<Rendered> send) {
    this.request = request;
    this.route = route;
    this.gzip = gzip;
    this.workers = workers;
    this.timers = timers;
    this.send = send;
  }

  void start() {
    workers.execute(this::handle);
  }

  private void handle() {
    guarded(() -> {
      switch (route.handler().handle(request)) {
        case ApiResponse response -> finish(response);
        case BlockingQuery query -> poll(query.toPoll(request.context()));
        case LongPoll poll -> poll(poll);
      }
    });
  }

  private void poll(LongPoll poll) {
    if (poll.maxWait().isZero()) {
      run(poll, true);
      return;
    }
    synchronized (this) {
      if (state == State.OVER) {
        return;
      }
      timer =
          timers.schedule(() -> wake(poll, true), poll.maxWait().toNanos(), TimeUnit.NANOSECONDS);
    }
    run(poll, false);
  }

  private void run(LongPoll poll, boolean last) {
    switch (poll.poll().attempt(last)) {
      case Step.Done(ApiResponse response) -> finish(response);
      case Step.Park park -> {
        if (last) {
          throw new IllegalStateException("a poll wants to wait on when its time is over");
        }
        park(poll, park);
      }
    }
  }

  private void park(LongPoll poll, Step.Park park) {
    int mine;
    synchronized (this) {
      if (state == State.OVER) {
        return;
      }
      if (timedOut) {
        workers.execute(() -> guarded(() -> run(poll, true)));
        return;
      }
      state = State.PARKED;
      mine = ++round;
    }
    Subscription made = park.register().apply(() -> wake(poll, false));
    synchronized (this) {
      if (state == State.PARKED && round == mine) {
        registration = made;
        return;
      }
    }
    made.close();
  }

  private void wake(LongPoll poll, boolean last) {
    synchronized (this) {
      timedOut |= last;
      if (state != State.PARKED) {
        return;
      }
      state = State.RUNNING;
      registration.close();
      registration = Subscription.NONE;
    }
    workers.execute(() -> guarded(() -> run(poll, last)));
  }

  /** The client is gone: nothing is waited for any more. */
  void abandon() {
    end();
  }

  private boolean end() {
    synchronized (this) {
      if (state == State.OVER) {
        return false;
      }
      state = State.OVER;
      registration.close();
      registration = Subscription.NONE;
      if (timer != null) {
        timer.cancel(false);
      }
      return true;
    }
  }

  private void finish(ApiResponse response) {
    Rendered rendered = Rendered.of(response, request.wantsPretty(), gzip);
    if (end()) {
      send.accept(rendered);
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (ApiException e) {
      finish(ApiResponse.text(e.status(), e.text()));
    } catch (StoreUnavailableException e) {
      LOG.warn("{} {} was not stored: {}", request.method(), request.path(), e.getMessage());
      finish(ApiResponse.text(500, "the write was not stored: " + e.getMessage()));
    } catch (RuntimeException | Error e) {
      LOG.error("{} {} failed", request.method(), request.path(), e);
      finish(ApiResponse.text(500, "internal error"));
    }
  }
}
