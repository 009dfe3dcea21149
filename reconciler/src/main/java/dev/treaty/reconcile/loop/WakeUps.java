package dev.treaty.reconcile.loop;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Reasons to look again, gathered until someone takes them. Thread-safe. */
final class WakeUps {

  /** Why. */
  enum Reason {
    COMMIT,
    CLUSTER_CHANGED,
    HEALTH,
    RETRY,
    TIMER,
    STOP
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition signalled = lock.newCondition();
  private final Set<Reason> pending = EnumSet.noneOf(Reason.class);

  void signal(Reason reason) {
    lock.lock();
    try {
      pending.add(reason);
      signalled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isAnythingPending() {
    lock.lock();
    try {
      return !pending.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Takes all reasons, waiting for one as long as the patience lasts; empty where none came. */
  Set<Reason> take(Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (pending.isEmpty() && left > 0) {
        left = signalled.awaitNanos(left);
      }
      Set<Reason> taken = EnumSet.noneOf(Reason.class);
      taken.addAll(pending);
      pending.clear();
      return taken;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return EnumSet.of(Reason.STOP);
    } finally {
      lock.unlock();
    }
  }

  /** Lets what comes within the next moment count as one; a pause of time, not of reasons. */
  void settle(Duration moment) {
    lock.lock();
    try {
      long left = moment.toNanos();
      while (left > 0 && !pending.contains(Reason.COMMIT) && !pending.contains(Reason.STOP)) {
        left = signalled.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
