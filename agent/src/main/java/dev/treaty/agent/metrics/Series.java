package dev.treaty.agent.metrics;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Values as they come: totals for ever, and what came within the interval that ended last. Costs
 * some adders; many threads may record at once.
 */
public final class Series {

  /** As long as Consul's. */
  static final long INTERVAL_NANOS = 10_000_000_000L;

  private final LongSupplier nanoTime;
  private final AtomicReference<Windows> windows;
  private final LongAdder count = new LongAdder();
  private final DoubleAdder sum = new DoubleAdder();

  private record Windows(Window current, Window finished) {}

  Series(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    long now = nanoTime.getAsLong();
    this.windows = new AtomicReference<>(new Windows(new Window(now), Window.EMPTY));
  }

  /** Records one value, for example milliseconds. */
  public void record(double value) {
    count.increment();
    sum.add(value);
    turned().current.add(value);
  }

  /** Records that something happened. */
  public void increment() {
    record(1);
  }

  private Windows turned() {
    Windows now = windows.get();
    long time = nanoTime.getAsLong();
    if (time - now.current.start < INTERVAL_NANOS) {
      return now;
    }
    boolean recent = time - now.current.start < 2 * INTERVAL_NANOS;
    Windows next = new Windows(new Window(time), recent ? now.current : Window.EMPTY);
    windows.compareAndSet(now, next);
    return windows.get();
  }

  /** How many were recorded since the start. */
  public long count() {
    return count.sum();
  }

  /** Their sum since the start. */
  public double sum() {
    return sum.sum();
  }

  /** The interval that ended last; the current one where none has ended yet, as Consul does. */
  Window shown() {
    Windows now = turned();
    return now.finished.count() > 0 ? now.finished : now.current;
  }
}
