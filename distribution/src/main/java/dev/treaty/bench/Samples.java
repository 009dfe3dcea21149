package dev.treaty.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Measured values of one thing, sorted. */
final class Samples {

  private final double[] sorted;

  Samples(List<Double> values) {
    this(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private Samples(double[] values) {
    sorted = values;
    Arrays.sort(sorted);
  }

  /** Milliseconds of what was measured in nanoseconds. */
  static Samples ofNanos(List<long[]> nanos) {
    return new Samples(
        nanos.stream().flatMapToLong(LongStream::of).mapToDouble(each -> each / 1e6).toArray());
  }

  int count() {
    return sorted.length;
  }

  double median() {
    return at(50);
  }

  /** The value below which {@code percent} of the samples lie (nearest rank). */
  double at(int percent) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return sorted[Math.max(0, Math.min(sorted.length - 1, rank - 1))];
  }
}
