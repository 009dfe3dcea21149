package dev.treaty.agent.http;

import dev.treaty.agent.store.Subscription;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings one request to whoever can answer it, and to the next one when that fails. What may have
 * been done already is never asked for twice. All fields are guarded by {@code this}.
 */
final class Relay {

  /** The agent that was asked by the client; an agent that is asked by another asks nobody. */
  static final String FORWARDED = "X-Treaty-Forwarded";

  /** Who the client is, for the agent that answers. */
  static final String CLIENT = "X-Treaty-Client";

  /** On an answer: this agent does not lead, and did nothing. */
  static final String NOT_LEADER = "X-Treaty-Not-Leader";

  private static final Set<String> OF_THE_CONNECTION =
      Set.of("Connection", "Content-Length", "Transfer-Encoding", "Keep-Alive", "Date");

  /** So long may an answer still come from a leader who was one when he was asked. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private static final int PAUSE_MILLIS = 50;

  private final ApiRequest request;
  private final Route route;
  private final ClusterLink link;
  private final Executor workers;
  private final ScheduledExecutorService timers;
  private final Owner owner;

  private boolean over;
  private int turn;
  private long troubleSince;
  private boolean inTrouble;
  private long sentAt;
  private int round;
  private Optional<PeerAddress> asked = Optional.empty();
  private PeerClient.@Nullable Pending pending;
  private Subscription changes = Subscription.NONE;
  private @Nullable ScheduledFuture<?> timer;

  /** Whose request it is. */
  interface Owner {
    /** It is to be answered here after all. */
    void here(boolean barrier);

    void finish(Rendered rendered);

    void fail(int status, String text);
  }

  Relay(
      ApiRequest request,
      Route route,
      ClusterLink link,
      Executor workers,
      ScheduledExecutorService timers,
      Owner owner) {
    this.request = request;
    this.route = route;
    this.link = link;
    this.workers = workers;
    this.timers = timers;
    this.owner = owner;
  }

  /** Follows a way that was just decided. */
  synchronized void follow(Way way) {
    if (over) {
      return;
    }
    round++;
    switch (way) {
      case Way.Here(boolean barrier) -> {
        letGo();
        workers.execute(() -> owner.here(barrier));
      }
      case Way.There there -> ask(there);
      case Way.Nowhere() -> again();
    }
  }

  /** What was tried did nothing: it is tried anew, for as long as a request may be held. */
  synchronized void again() {
    if (over) {
      return;
    }
    letGo();
    long now = System.nanoTime();
    // An answer that was waited for in peace is no part of the trouble.
    if (!inTrouble || (sentAt != 0 && now - sentAt > link.servers().hold().toNanos())) {
      inTrouble = true;
      troubleSince = now;
    }
    long left = link.servers().hold().toNanos() - (now - troubleSince);
    if (left <= 0) {
      over = true;
      workers.execute(() ->
          owner.fail(
              500,
              link.servers().isServer() || link.servers().any(0).isPresent()
                  ? "No cluster leader"
                  : "No known Consul servers"));
      return;
    }
    int mine = ++round;
    turn++;
    changes = link.servers().onChange(() -> wake(mine));
    long pause =
        TimeUnit.MILLISECONDS.toNanos(
            PAUSE_MILLIS + request.context().jitter().applyAsLong(PAUSE_MILLIS));
    schedule(() -> wake(mine), Math.min(left, pause));
  }

  private void schedule(Runnable task, long nanos) {
    try {
      timer = timers.schedule(() -> workers.execute(task), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      over = true; // the agent stops
    }
  }

  private void wake(int expected) {
    synchronized (this) {
      if (over || round != expected) {
        return;
      }
      follow(Way.of(link.servers(), route, request.query(), turn));
    }
  }

  private void ask(Way.There there) {
    letGo();
    int mine = round;
    asked = Optional.of(there.to());
    sentAt = System.nanoTime();
    PeerClient.Pending call = link.client().send(there.to(), call(there.asDefault()));
    pending = call;
    if (needsLeader()) {
      changes = link.servers().onChange(() -> leaderChanged(mine));
    }
    var unused =
        call.reply().whenCompleteAsync((reply, failure) -> answered(mine, reply, failure), workers);
    if (needsLeader()) {
      leaderChanged(mine); // just before we listened, perhaps
    }
  }

  private boolean onlyReads() {
    return switch (route.nature()) {
      case AGENT, SERVER, READ, LEADER_READ -> true;
      case WRITE, STEPS -> false;
    };
  }

  private boolean needsLeader() {
    return Way.needsLeader(link.servers(), route, request.query());
  }

  private synchronized void answered(
      int expected, PeerClient.@Nullable Reply reply, @Nullable Throwable failure) {
    if (over || round != expected) {
      return;
    }
    if (reply == null) {
      boolean sent = !(failure instanceof PeerFailure known) || known.wasSent();
      if (!sent || onlyReads()) {
        again();
      } else {
        lost("rpc error making call: EOF");
      }
    } else if (reply.headers().containsKey(NOT_LEADER)) {
      again();
    } else {
      over = true;
      letGo();
      owner.finish(rendered(reply));
    }
  }

  /** Nobody can tell whether it was done. */
  private void lost(String text) {
    over = true;
    letGo();
    owner.fail(500, text);
  }

  /** Who was asked no longer leads: he may be dumb for as long as he likes. */
  private synchronized void leaderChanged(int expected) {
    if (over || round != expected || asked.equals(link.servers().leader())) {
      return;
    }
    if (onlyReads()) {
      again();
    } else if (timer == null) {
      schedule(() -> graceIsOver(expected), GRACE.toNanos());
    }
  }

  private synchronized void graceIsOver(int expected) {
    if (!over && round == expected) {
      lost("rpc error making call: leadership lost while committing log");
    }
  }

  synchronized void abandon() {
    over = true;
    letGo();
  }

  private void letGo() {
    changes.close();
    changes = Subscription.NONE;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    if (pending != null) {
      pending.cancel();
      pending = null;
    }
  }

  private PeerClient.Call call(boolean asDefault) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name :
        new String[] {
          "X-Consul-Token",
          "Authorization",
          "X-Consul-Namespace",
          "X-Consul-Partition",
          "Content-Type",
          "Accept-Encoding",
          "User-Agent"
        }) {
      request.header(name).ifPresent(value -> headers.put(name, value));
    }
    headers.put(FORWARDED, link.self());
    headers.put(CLIENT, request.remoteAddress());
    String uri = request.uri();
    if (asDefault) {
      uri += "&leader";
    }
    if (request.context().alwaysPretty()) {
      uri += uri.indexOf('?') < 0 ? "?pretty" : "&pretty";
    }
    return new PeerClient.Call(request.method(), uri, headers, request.body(), longest());
  }

  private Duration longest() {
    Duration wait = Duration.ZERO;
    if (!request.query().get("index").isEmpty() || !request.query().get("hash").isEmpty()) {
      wait = GoDuration.parse(request.query().get("wait")).orElse(Duration.ofMinutes(5));
      wait = wait.isPositive() ? wait : Duration.ofMinutes(5);
      wait = wait.compareTo(Duration.ofMinutes(10)) > 0 ? Duration.ofMinutes(10) : wait;
    }
    return wait.plus(wait.dividedBy(16)).plus(Duration.ofSeconds(30));
  }

  private static Rendered rendered(PeerClient.Reply reply) {
    Map<String, String> headers = new LinkedHashMap<>(reply.headers());
    headers.keySet().removeAll(OF_THE_CONNECTION);
    return new Rendered(reply.status(), headers, reply.body());
  }
}
