package dev.treaty.reconcile.loop;

import dev.treaty.git.GitFailure;
import dev.treaty.git.GitSync;
import dev.treaty.git.SyncResult;
import dev.treaty.reconcile.apply.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the branch in a thread of its own and keeps the newest news until they are taken: a
 * commit, and what went wrong after it. A commit is told once only, so trouble must not cover it.
 */
final class GitFeed implements Runnable {

  /**
   * What the remote last said.
   *
   * @param seen when; what converging is measured from
   */
  record News(SyncResult result, Instant seen) {}

  private record Untold(Optional<News> commit, Optional<News> trouble) {
    static final Untold NOTHING = new Untold(Optional.empty(), Optional.empty());

    Untold with(News next) {
      return switch (next.result()) {
        case SyncResult.Advanced advanced -> new Untold(Optional.of(next), Optional.empty());
        case SyncResult.Refused refused -> new Untold(Optional.of(next), Optional.empty());
        case SyncResult.Unchanged unchanged -> new Untold(commit, Optional.of(next));
        case SyncResult.Rewound rewound -> new Untold(commit, Optional.of(next));
        case SyncResult.Unreachable unreachable -> new Untold(commit, Optional.of(next));
      };
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(GitFeed.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final GitSync sync;
  private final Duration poll;
  private final WakeUps wakeUps;
  private final InstantSource clock;
  private final StopSignal stop;
  private final AtomicReference<Untold> untold = new AtomicReference<>(Untold.NOTHING);

  GitFeed(GitSync sync, Duration poll, WakeUps wakeUps, InstantSource clock, StopSignal stop) {
    this.sync = sync;
    this.poll = poll;
    this.wakeUps = wakeUps;
    this.clock = clock;
    this.stop = stop;
  }

  /** Takes the newest news, once and in order. */
  List<News> take() {
    Untold taken = untold.getAndSet(Untold.NOTHING);
    return Stream.of(taken.commit(), taken.trouble()).flatMap(Optional::stream).toList();
  }

  @Override
  public void run() {
    Optional<String> last = Optional.empty();
    Optional<SyncResult> told = Optional.empty();
    Duration pause = poll;
    do {
      SyncResult result = step(last);
      switch (result) {
        case SyncResult.Advanced(var tree) -> {
          last = Optional.of(tree.revision());
          told = Optional.of(result);
          pause = poll;
          tell(result);
        }
        case SyncResult.Refused(String revision, var diagnostics) -> {
          last = Optional.of(revision);
          told = Optional.of(result);
          pause = poll;
          tell(result);
        }
        case SyncResult.Unchanged(String revision) -> {
          if (told.isPresent() && told.get() instanceof SyncResult.Unreachable) {
            tell(result);
          }
          told = Optional.of(result);
          pause = poll;
        }
        case SyncResult.Rewound rewound -> {
          if (!told.equals(Optional.of(result))) {
            tell(result);
          }
          told = Optional.of(result);
          pause = poll;
        }
        case SyncResult.Unreachable(GitFailure failure) -> {
          if (!told.equals(Optional.of(result))) {
            tell(result);
          }
          told = Optional.of(result);
          pause = longer(pause);
        }
      }
    } while (!stop.stopsWithin(pause));
  }

  /**
   * A fault of ours must not end the feed unnoticed: the clusters would be held at an old commit.
   */
  private SyncResult step(Optional<String> last) {
    try {
      return sync.step(last);
    } catch (RuntimeException e) {
      LOG.error("following the branch failed", e);
      return new SyncResult.Unreachable(
          new GitFailure(
              GitFailure.Cause.OTHER,
              "the repository could not be read: " + e.getClass().getSimpleName()));
    }
  }

  private static Duration longer(Duration pause) {
    Duration atLeast = pause.toMillis() < 250 ? Duration.ofMillis(250) : pause.multipliedBy(2);
    return atLeast.compareTo(LONGEST_PAUSE) < 0 ? atLeast : LONGEST_PAUSE;
  }

  private void tell(SyncResult result) {
    News next = new News(result, clock.instant());
    untold.updateAndGet(before -> before.with(next));
    wakeUps.signal(WakeUps.Reason.COMMIT);
  }
}
