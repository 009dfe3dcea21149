package dev.treaty.lab;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits until something has come true, and measures how long it took. */
public final class Patience {

  private static final Duration STEP = Duration.ofMillis(10);

  private final LongSupplier nanos;
  private final Duration limit;

  public Patience(LongSupplier nanos, Duration limit) {
    this.nanos = nanos;
    this.limit = limit;
  }

  public long now() {
    return nanos.getAsLong();
  }

  public Duration since(long start) {
    return Duration.ofNanos(nanos.getAsLong() - start);
  }

  /**
   * Asks again and again until the answer is yes.
   *
   * @param what in words that go on after "waited in vain until"
   */
  public void until(String what, BooleanSupplier condition) {
    long start = nanos.getAsLong();
    while (!condition.getAsBoolean()) {
      if (since(start).compareTo(limit) > 0) {
        throw new LabFailure("waited " + limit.toSeconds() + " s in vain until " + what);
      }
      if (Thread.interrupted()) {
        throw new LabFailure("interrupted while waiting until " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STEP.toMillis()));
    }
  }
}
