package dev.treaty.agent.metrics;

import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** What came within one interval, with buckets to tell quantiles by, each 19 % above the last. */
final class Window {

  static final Window EMPTY = new Window(0);

  private static final int PER_DOUBLING = 4;
  private static final int LOWEST = -10 * PER_DOUBLING;
  private static final int BUCKETS = 30 * PER_DOUBLING;

  final long start;
  private final LongAdder count = new LongAdder();
  private final DoubleAdder sum = new DoubleAdder();
  private final DoubleAdder squares = new DoubleAdder();
  private final DoubleAccumulator min = new DoubleAccumulator(Math::min, Double.POSITIVE_INFINITY);
  private final DoubleAccumulator max = new DoubleAccumulator(Math::max, Double.NEGATIVE_INFINITY);
  private final java.util.concurrent.atomic.AtomicIntegerArray buckets =
      new java.util.concurrent.atomic.AtomicIntegerArray(BUCKETS);

  Window(long start) {
    this.start = start;
  }

  void add(double value) {
    count.increment();
    sum.add(value);
    squares.add(value * value);
    min.accumulate(value);
    max.accumulate(value);
    buckets.incrementAndGet(bucket(value));
  }

  private static int bucket(double value) {
    if (!(value > 0)) {
      return 0;
    }
    // The exponent and the two next bits: a quarter of a doubling, near enough.
    long bits = Double.doubleToRawLongBits(value);
    int quarter = (int) (bits >>> 50) - 1023 * PER_DOUBLING;
    return Math.max(0, Math.min(BUCKETS - 1, quarter - LOWEST));
  }

  private static double upper(int bucket) {
    long quarter = bucket + 1L + LOWEST + 1023L * PER_DOUBLING;
    return Double.longBitsToDouble(quarter << 50);
  }

  long count() {
    return count.sum();
  }

  double sum() {
    return sum.sum();
  }

  double min() {
    return count() == 0 ? 0 : min.get();
  }

  double max() {
    return count() == 0 ? 0 : max.get();
  }

  double mean() {
    return count() == 0 ? 0 : sum() / count();
  }

  /** Of a sample, as go-metrics computes it. */
  double deviation() {
    long n = count();
    if (n < 2) {
      return 0;
    }
    double variance = (n * squares.sum() - sum() * sum()) / ((double) n * (n - 1));
    return variance <= 0 ? 0 : Math.sqrt(variance);
  }

  /** A value that this share of all is not above; NaN where there is none. */
  double quantile(double share) {
    long n = count();
    if (n == 0) {
      return Double.NaN;
    }
    long rank = (long) Math.ceil(share * n);
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += buckets.get(i);
      if (seen >= rank) {
        return Math.max(min(), Math.min(max(), upper(i)));
      }
    }
    return max();
  }
}
