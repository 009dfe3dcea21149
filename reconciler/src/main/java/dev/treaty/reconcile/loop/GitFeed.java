package dev.treaty.reconcile.loop;

import dev.treaty.git.GitFailure;
import dev.treaty.git.GitSync;
import dev.treaty.git.SyncResult;
import dev.treaty.reconcile.apply.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Follows the branch in a thread of its own and keeps only the newest news. */
final class GitFeed implements Runnable {

  /**
   * What the remote last said.
   *
   * @param seen when; what converging is measured from
   */
  record News(SyncResult result, Instant seen) {}

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final GitSync sync;
  private final Duration poll;
  private final WakeUps wakeUps;
  private final InstantSource clock;
  private final StopSignal stop;
  private final AtomicReference<Optional<News>> news = new AtomicReference<>(Optional.empty());

  GitFeed(GitSync sync, Duration poll, WakeUps wakeUps, InstantSource clock, StopSignal stop) {
    this.sync = sync;
    this.poll = poll;
    this.wakeUps = wakeUps;
    this.clock = clock;
    this.stop = stop;
  }

  /** Takes the newest news, once. */
  Optional<News> take() {
    return news.getAndSet(Optional.empty());
  }

  @Override
  public void run() {
    Optional<String> last = Optional.empty();
    Optional<SyncResult> told = Optional.empty();
    Duration pause = poll;
    do {
      SyncResult result = sync.step(last);
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

  private static Duration longer(Duration pause) {
    Duration atLeast = pause.toMillis() < 250 ? Duration.ofMillis(250) : pause.multipliedBy(2);
    return atLeast.compareTo(LONGEST_PAUSE) < 0 ? atLeast : LONGEST_PAUSE;
  }

  private void tell(SyncResult result) {
    news.set(Optional.of(new News(result, clock.instant())));
    wakeUps.signal(WakeUps.Reason.COMMIT);
  }
}
