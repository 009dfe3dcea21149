package dev.treaty.agent.http;

import dev.treaty.agent.http.LongPoll.Step;
import dev.treaty.agent.store.NotLeaderException;
import dev.treaty.agent.store.StoreUnavailableException;
import dev.treaty.agent.store.Subscription;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way to one response. Endpoint code runs on virtual threads; a parked query is
 * this object, a registration and a timer. All fields are guarded by {@code this}.
 */
final class Exchange implements Relay.Owner {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final ApiRequest request;
  private final Route route;
  private final boolean gzip;
  private final Executor workers;
  private final ScheduledExecutorService timers;
  private final Optional<ClusterLink> link;
  private final Client client;
  private final Optional<Relay> relay;
  private final boolean forwarded;

  private State state = State.RUNNING;
  private int round;
  private boolean timedOut;
  private Subscription registration = Subscription.NONE;
  private @Nullable ScheduledFuture<?> timer;

  /** Who asked. */
  interface Client {
    void send(Rendered rendered);

    /** Begins an answer without an end. */
    LiveStream.Sink begin();
  }

  private enum State {
    RUNNING,
    PARKED,
    OVER
  }

  /**
   * A request that has arrived.
   *
   * @param link absent where this agent answers whatever it is asked
   * @param forwarded by another agent, so that it is not handed on
   */
  Exchange(
      ApiRequest request,
      Route route,
      boolean gzip,
      Executor workers,
      ScheduledExecutorService timers,
      Optional<ClusterLink> link,
      boolean forwarded,
      Client client) {
    this.request = request;
    this.route = route;
    this.gzip = gzip;
    this.workers = workers;
    this.timers = timers;
    this.link = link;
    this.forwarded = forwarded;
    this.client = client;
    this.relay =
        link.filter(known -> !forwarded)
            .map(known -> new Relay(request, route, known, workers, timers, this));
  }

  void start() {
    if (link.isEmpty()) {
      workers.execute(() -> here(false));
      return;
    }
    switch (Way.of(link.get().servers(), route, request.query(), 0)) {
      case Way.Here(boolean barrier) -> workers.execute(() -> here(barrier));
      case Way.There there -> elsewhere(there);
      case Way.Nowhere nowhere -> elsewhere(nowhere);
    }
  }

  private void elsewhere(Way way) {
    relay.ifPresentOrElse(on -> workers.execute(() -> on.follow(way)), this::notLeader);
  }

  /** For the agent that asked us as the leader: we did nothing. */
  private void notLeader() {
    ApiResponse told =
        ApiResponse.text(500, "No cluster leader").withHeader(Relay.NOT_LEADER, "true");
    finish(told);
  }

  @Override
  public void here(boolean barrier) {
    guarded(() -> {
      if (barrier) {
        request.context().store().readBarrier();
      }
      switch (route.handler().handle(request)) {
        case ApiResponse response -> finish(response);
        case BlockingQuery query -> poll(query.toPoll(request.context()));
        case LongPoll poll -> poll(poll);
        case LiveStream stream -> stream(stream);
      }
    });
  }

  private void stream(LiveStream stream) {
    Runnable end = stream.open().apply(client.begin());
    synchronized (this) {
      if (state != State.OVER) {
        state = State.PARKED;
        round++;
        registration = end::run;
        return;
      }
    }
    end.run();
  }

  /** Whether it waited for something to happen, so that its time says nothing. */
  synchronized boolean waited() {
    return round > 0;
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
    Subscription woken = park.register().apply(() -> wake(poll, false));
    Subscription led = whileWeLead();
    Subscription made =
        () -> {
          woken.close();
          led.close();
        };
    synchronized (this) {
      if (state == State.PARKED && round == mine) {
        registration = made;
        return;
      }
    }
    made.close();
  }

  /** Who waits here because we lead must not wait on when we do not: he waits elsewhere. */
  private Subscription whileWeLead() {
    if (link.isEmpty()) {
      return Subscription.NONE;
    }
    Servers servers = link.get().servers();
    if (!Way.needsLeader(servers, route, request.query())) {
      return Subscription.NONE;
    }
    Subscription made = servers.onChange(this::leave);
    if (!servers.leads()) {
      workers.execute(this::leave);
    }
    return made;
  }

  private void leave() {
    Servers servers = link.orElseThrow().servers();
    synchronized (this) {
      if (state != State.PARKED || servers.leads()) {
        return;
      }
      state = State.RUNNING;
      round++;
      registration.close();
      registration = Subscription.NONE;
      if (timer != null) {
        timer.cancel(false);
      }
    }
    elsewhere(Way.of(servers, route, request.query(), 0));
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
    relay.ifPresent(Relay::abandon);
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
    finish(Rendered.of(response, request.wantsPretty(), gzip));
  }

  @Override
  public void fail(int status, String text) {
    finish(ApiResponse.text(status, text));
  }

  @Override
  public void finish(Rendered rendered) {
    if (end()) {
      client.send(rendered);
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (ApiException e) {
      finish(ApiResponse.text(e.status(), e.text()));
    } catch (NotLeaderException e) {
      lostTheLead(e);
    } catch (StoreUnavailableException e) {
      LOG.warn("{} {} was not stored: {}", request.method(), request.path(), e.getMessage());
      finish(ApiResponse.text(500, "the write was not stored: " + e.getMessage()));
    } catch (RuntimeException | Error e) {
      LOG.error("{} {} failed", request.method(), request.path(), e);
      finish(ApiResponse.text(500, "internal error"));
    }
  }

  /** We led when it began. What is written in one step was not begun, then. */
  private void lostTheLead(NotLeaderException refusal) {
    if (route.nature() == Route.Nature.STEPS || link.isEmpty()) {
      fail(500, String.valueOf(refusal.getMessage()));
    } else {
      relay.ifPresentOrElse(Relay::again, this::notLeader);
    }
  }
}
