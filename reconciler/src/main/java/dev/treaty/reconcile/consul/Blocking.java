package dev.treaty.reconcile.consul;

import java.time.Duration;

/**
 * How long a read may wait for a change.
 *
 * @param index the index of the last answer; 0 answers at once
 * @param patience how long the server holds the answer back
 */
public record Blocking(long index, Duration patience) {

  /** An answer at once. */
  public static final Blocking NONE = new Blocking(0, Duration.ZERO);

  public boolean waits() {
    return index > 0 && !patience.isZero();
  }
}
