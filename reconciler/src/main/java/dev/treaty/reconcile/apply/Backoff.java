package dev.treaty.reconcile.apply;

import java.time.Duration;

/** Pauses that grow by half from one to the next, up to a limit. Not thread-safe. */
final class Backoff {
  private final Duration limit;
  private Duration next;

  Backoff(Duration first, Duration limit) {
    this.next = first;
    this.limit = limit;
  }

  Duration next() {
    Duration now = next;
    Duration longer = next.multipliedBy(3).dividedBy(2);
    next = longer.compareTo(limit) < 0 ? longer : limit;
    return now;
  }
}
