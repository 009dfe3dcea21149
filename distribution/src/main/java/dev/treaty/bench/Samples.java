package dev.treaty.bench;

import java.util.Arrays;
import java.util.List;

/** Measured values of one thing, sorted. */
final class Samples {

  private final double[] sorted;

  Samples(List<Double> values) {
    sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
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
