package dev.treaty.agent.cluster;

import dev.treaty.agent.http.PeerAddress;
import dev.treaty.agent.http.PeerClient;
import dev.treaty.agent.http.PeerFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks to the servers every second, and looks for those that are to be joined. */
final class Heartbeats implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

  private static final int LOST_AFTER = 3;

  private final Membership membership;
  private final Membership.Ground ground;
  private final Map<String, Sought> sought = new LinkedHashMap<>();
  private final Set<PeerAddress> asking = ConcurrentHashMap.newKeySet();
  private final Map<PeerAddress, Integer> unanswered = new ConcurrentHashMap<>();
  private final AtomicBoolean joined = new AtomicBoolean();
  private volatile @Nullable PeerClient client;
  private volatile Future<?> beating = CompletableFuture.completedFuture(true);
  private volatile long lastTick;
  private volatile boolean closed;
  private volatile Set<String> kept = Set.of();

  /** An address of {@code retry_join} that has not answered yet. */
  private static final class Sought {
    private final boolean once;
    private Duration pause;
    private long due;
    private boolean told;

    private Sought(boolean once, Duration pause, long due) {
      this.once = once;
      this.pause = pause;
      this.due = due;
    }
  }

  Heartbeats(Membership membership, Membership.Ground ground) {
    this.membership = membership;
    this.ground = ground;
  }

  void start(PeerClient with) {
    client = with;
    long now = System.nanoTime();
    var join = ground.settings().cluster().join();
    synchronized (sought) {
      join.retry().forEach(address -> seek(address, false, now));
      join.start().forEach(address -> seek(address, true, now));
      readKnown().forEach(address -> seek(address, true, now));
    }
    lastTick = now;
    beating =
        ground
            .timers()
            .scheduleWithFixedDelay(
                () -> ground.workers().execute(this::tick),
                0,
                ground.pace().heartbeat().toMillis(),
                TimeUnit.MILLISECONDS);
  }

  private void seek(String address, boolean once, long now) {
    sought.putIfAbsent(address, new Sought(once, ground.pace().firstRetry(), now));
  }

  private void tick() {
    long now = System.nanoTime();
    Duration late = Duration.ofNanos(now - lastTick).minus(ground.pace().heartbeat());
    lastTick = now;
    // Whoever slept two heartbeats did not hear the others' either.
    membership.tick(
        late.compareTo(ground.pace().heartbeat().multipliedBy(2)) > 0 ? late : Duration.ZERO);
    for (PeerAddress address : toGreet()) {
      greet(address, false);
    }
    seekDue(now);
    keepKnown();
  }

  private List<PeerAddress> toGreet() {
    String self = membership.self().id();
    return membership.members().stream()
        .filter(member -> member.server() && !member.id().equals(self))
        .filter(member -> member.status() != MemberStatus.LEFT)
        .map(Member::peerAddress)
        .toList();
  }

  private void seekDue(long now) {
    List<String> due = new ArrayList<>();
    synchronized (sought) {
      sought.forEach((address, entry) -> {
        if (now - entry.due >= 0) {
          due.add(address);
          entry.due = now + ground.pace().call().toNanos() + entry.pause.toNanos();
        }
      });
    }
    for (String address : due) {
      ground.workers().execute(() -> seekOne(address));
    }
  }

  private void seekOne(String address) {
    Optional<PeerAddress> to =
        PeerAddress.parse(address, ground.settings().network().ports().serfLan());
    if (to.isEmpty()) {
      LOG.error("retry_join: {} is no address", address);
      found(address);
      return;
    }
    try {
      membership.join(address);
      found(address);
      if (joined.compareAndSet(false, true)) {
        LOG.info("joined the cluster through {}", address);
      }
    } catch (JoinFailed e) {
      notFound(address, e);
    }
  }

  private void found(String address) {
    synchronized (sought) {
      sought.remove(address);
    }
  }

  private void notFound(String address, JoinFailed e) {
    synchronized (sought) {
      Sought entry = sought.get(address);
      if (entry == null) {
        return;
      }
      if (!entry.told) {
        entry.told = true;
        LOG.warn(
            "could not join yet, and go on trying: {}",
            String.valueOf(e.getMessage()).strip().replace("\n\t", " "));
      }
      if (entry.once) {
        sought.remove(address);
        return;
      }
      entry.due = System.nanoTime() + entry.pause.toNanos();
      Duration most = ground.settings().cluster().join().interval();
      Duration doubled = entry.pause.multipliedBy(2);
      entry.pause = doubled.compareTo(most) > 0 ? most : doubled;
    }
  }

  /** Speaks to an agent and waits for its answer. */
  void join(String address, PeerAddress to) throws JoinFailed {
    PeerClient with = client;
    if (with == null) {
      throw new JoinFailed(
          address, "this agent listens for no others: set encrypt, or bind_addr to loopback");
    }
    Hello.Reply reply;
    try {
      PeerClient.Reply got =
          send(with, to, true)
              .reply()
              .get(ground.pace().call().toMillis() * 2, TimeUnit.MILLISECONDS);
      reply =
          read(got)
              .orElseThrow(
                  () -> new JoinFailed(address, "it is no agent of ours: " + got.status()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JoinFailed(address, "interrupted");
    } catch (ExecutionException e) {
      String text = e.getCause() == null ? e.toString() : String.valueOf(e.getCause().getMessage());
      throw new JoinFailed(address, JoinFailed.goWords(to.toString(), text));
    } catch (TimeoutException e) {
      throw new JoinFailed(address, "dial tcp " + to + ": i/o timeout");
    }
    if (!reply.refusal().isEmpty()) {
      throw new JoinFailed(address, reply.refusal());
    }
    membership.answered(reply);
  }

  /** Speaks to an agent without waiting. */
  private CompletableFuture<Boolean> greet(PeerAddress to, boolean whole) {
    PeerClient with = client;
    if (with == null || closed || !asking.add(to)) {
      return CompletableFuture.completedFuture(false);
    }
    return send(with, to, whole)
        .reply()
        .handleAsync(
            (got, failure) -> {
              asking.remove(to);
              if (got == null) {
                if (failure instanceof PeerFailure lost
                    && lost.wasSent()
                    && unanswered.merge(to, 1, Integer::sum) >= LOST_AFTER) {
                  unanswered.remove(to);
                  with.forget(to); // answers that never come may mean a wire to nowhere
                }
                return false;
              }
              unanswered.remove(to);
              Optional<Hello.Reply> reply = read(got);
              reply.ifPresent(answer -> {
                if (answer.refusal().isEmpty()) {
                  membership.answered(answer);
                } else {
                  LOG.warn("{} does not take us: {}", to, answer.refusal());
                }
              });
              return reply.isPresent();
            },
            ground.workers());
  }

  private static Optional<Hello.Reply> read(PeerClient.Reply got) {
    return got.status() == 200
        ? Hello.read(got.body(), Hello.Reply.class)
            .filter(reply -> reply.self() != null && reply.members() != null)
        : Optional.empty();
  }

  private PeerClient.Pending send(PeerClient with, PeerAddress to, boolean whole) {
    return with.send(
        to,
        new PeerClient.Call(
            "POST",
            Hello.PATH,
            Map.of("Content-Type", "application/json"),
            Hello.write(membership.greeting(whole)),
            ground.pace().call()));
  }

  /** Tells all servers what we know, and waits a little for them to have heard it. */
  void farewell() {
    asking.clear();
    List<CompletableFuture<Boolean>> all =
        toGreet().stream().map(address -> greet(address, true)).toList();
    try {
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
          .get(ground.pace().call().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("not all servers have heard that we go");
    }
  }

  /** Tells all servers what we know. */
  void spread() {
    farewell();
  }

  void forget(PeerAddress address) {
    PeerClient with = client;
    if (with != null) {
      with.forget(address);
    }
  }

  private Set<String> readKnown() {
    if (ground.knownServers().isEmpty() || !Files.exists(ground.knownServers().get())) {
      return Set.of();
    }
    try {
      return new LinkedHashSet<>(Files.readAllLines(ground.knownServers().get()));
    } catch (IOException e) {
      LOG.warn("cannot read {}", ground.knownServers().get(), e);
      return Set.of();
    }
  }

  /** So that a restarted agent finds the others without anybody naming them. */
  private void keepKnown() {
    if (ground.knownServers().isEmpty()) {
      return;
    }
    Set<String> now = new HashSet<>();
    toGreet().forEach(address -> now.add(address.toString()));
    if (now.equals(kept) || now.isEmpty()) {
      return;
    }
    Path file = ground.knownServers().get();
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
      Files.write(fresh, now);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      kept = now;
    } catch (IOException e) {
      LOG.warn("cannot write {}", file, e);
    }
  }

  @Override
  public void close() {
    closed = true;
    beating.cancel(false);
    asking.clear();
  }
}
