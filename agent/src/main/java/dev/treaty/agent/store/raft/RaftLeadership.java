package dev.treaty.agent.store.raft;

import dev.treaty.agent.store.Leadership;
import dev.treaty.agent.store.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who leads, as Ratis says at the moment it is asked. */
final class RaftLeadership implements Leadership {

  private static final Logger LOG = LoggerFactory.getLogger(RaftLeadership.class);
  private static final long LOOK_EVERY_MILLIS = 100;

  private final Supplier<Optional<DivisionInfo>> division;
  private final ScheduledExecutorService worker;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicReference<View> told = new AtomicReference<>(View.NONE);

  private record View(boolean leads, Optional<String> leader, long term) {
    static final View NONE = new View(false, Optional.empty(), 0);
  }

  /**
   * Leadership of the division, where there is one.
   *
   * @param worker looks from time to time
   */
  RaftLeadership(Supplier<Optional<DivisionInfo>> division, ScheduledExecutorService worker) {
    this.division = division;
    this.worker = worker;
    // Ratis does not tell that a leader was lost, only that there is a new one.
    var unused =
        worker.scheduleWithFixedDelay(
            this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public boolean leads() {
    return division.get().filter(RaftLeadership::leads).isPresent();
  }

  private static boolean leads(DivisionInfo info) {
    return info.isAlive() && info.isLeader() && info.isLeaderReady();
  }

  @Override
  public Optional<String> leaderId() {
    return division.get().filter(DivisionInfo::isAlive).flatMap(RaftLeadership::leader);
  }

  private static Optional<String> leader(DivisionInfo info) {
    @Nullable RaftPeerId leader = info.getLeaderId();
    return Optional.ofNullable(leader).map(RaftPeerId::toString);
  }

  @Override
  public long term() {
    return division.get().map(DivisionInfo::getCurrentTerm).orElse(0L);
  }

  @Override
  public Duration sinceContact() {
    return division.get().map(RaftLeadership::sinceContact).orElse(Duration.ZERO);
  }

  private static Duration sinceContact(DivisionInfo info) {
    RoleInfoProto role = info.getRoleInfoProto();
    return Duration.ofMillis(
        role.hasFollowerInfo()
            ? role.getFollowerInfo().getLeaderInfo().getLastRpcElapsedTimeMs()
            : role.hasCandidateInfo() ? role.getCandidateInfo().getLastLeaderElapsedTimeMs() : 0);
  }

  @Override
  public Subscription onChange(Runnable onChange) {
    Listener listener = new Listener(onChange);
    listeners.add(listener);
    return listener;
  }

  /** Something happened: looks at once. */
  void mayHaveChanged() {
    try {
      worker.execute(this::look);
    } catch (RejectedExecutionException e) {
      LOG.trace("closed", e);
    }
  }

  private void look() {
    Optional<DivisionInfo> info = division.get().filter(DivisionInfo::isAlive);
    View now =
        info.map(one -> new View(leads(one), leader(one), one.getCurrentTerm())).orElse(View.NONE);
    if (now.equals(told.getAndSet(now))) {
      return;
    }
    LOG.info(
        "{} in term {}",
        now.leads()
            ? "this server leads"
            : now.leader().map(id -> id + " leads").orElse("nobody leads"),
        now.term());
    listeners.forEach(Listener::tell);
  }

  /** Runs apart from the others, because a duty that begins may take its time. */
  private final class Listener implements Subscription {
    private final Runnable onChange;
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicBoolean running = new AtomicBoolean();

    Listener(Runnable onChange) {
      this.onChange = onChange;
    }

    void tell() {
      due.set(true);
      if (running.compareAndSet(false, true)) {
        Thread.ofVirtual().name("leadership").start(this::run);
      }
    }

    private void run() {
      while (due.getAndSet(false)) {
        try {
          onChange.run();
        } catch (RuntimeException e) {
          LOG.error("a subscriber of the leadership failed", e);
        }
      }
      running.set(false);
      if (due.get() && running.compareAndSet(false, true)) {
        run();
      }
    }

    @Override
    public void close() {
      listeners.remove(this);
    }
  }
}
