package dev.treaty.agent.metrics;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** All that is measured in one agent. */
public final class Metrics {

  private final LongSupplier nanoTime;
  private final Map<String, Description> described = new ConcurrentSkipListMap<>();
  private final Map<MetricName, Series> series = new ConcurrentSkipListMap<>();
  private final Map<String, Supplier<Map<MetricName, Double>>> gauges =
      new ConcurrentSkipListMap<>();

  /** What a figure is. */
  public enum Kind {
    /** A value as it is now. */
    GAUGE,
    /** Something that happened, a number of times. */
    COUNTER,
    /** Values that came, for example how long something took. */
    SAMPLE
  }

  /**
   * A figure as the documentation lists it.
   *
   * @param labels their names
   */
  public record Description(String name, Kind kind, List<String> labels, String help) {
    public Description {
      labels = List.copyOf(labels);
    }
  }

  /**
   * An empty registry.
   *
   * @param nanoTime time that only passes
   */
  public Metrics(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A registry on this JVM's time. */
  public static Metrics create() {
    return new Metrics(System::nanoTime);
  }

  private void describe(String name, Kind kind, List<String> labels, String help) {
    described.putIfAbsent(name, new Description(name, kind, labels, help));
  }

  /** Something that happens. */
  public Series counter(String name, String help) {
    describe(name, Kind.COUNTER, List.of(), help);
    return series.computeIfAbsent(MetricName.of(name), unused -> new Series(nanoTime));
  }

  /** Something that happens, told apart by labels. */
  public Series counter(String name, String help, Map<String, String> labels) {
    describe(name, Kind.COUNTER, List.copyOf(new TreeMap<>(labels).keySet()), help);
    return series.computeIfAbsent(new MetricName(name, labels), unused -> new Series(nanoTime));
  }

  /** Values that come. */
  public Series sample(String name, String help) {
    describe(name, Kind.SAMPLE, List.of(), help);
    return series.computeIfAbsent(MetricName.of(name), unused -> new Series(nanoTime));
  }

  /** Values that come, told apart by labels. */
  public Series sample(String name, String help, Map<String, String> labels) {
    describe(name, Kind.SAMPLE, List.copyOf(new TreeMap<>(labels).keySet()), help);
    return series.computeIfAbsent(new MetricName(name, labels), unused -> new Series(nanoTime));
  }

  /** A value that is read when somebody asks. */
  public void gauge(String name, String help, DoubleSupplier value) {
    describe(name, Kind.GAUGE, List.of(), help);
    gauges.put(name, () -> Map.of(MetricName.of(name), value.getAsDouble()));
  }

  /** Values that are read when somebody asks, one for each value of a label. */
  public void gauges(String name, String label, String help, Supplier<Map<String, Double>> values) {
    describe(name, Kind.GAUGE, List.of(label), help);
    gauges.put(
        name,
        () -> {
          Map<MetricName, Double> made = new TreeMap<>();
          values
              .get()
              .forEach((of, value) -> made.put(new MetricName(name, Map.of(label, of)), value));
          return made;
        });
  }

  /** What there is, for the documentation. */
  public Collection<Description> descriptions() {
    return List.copyOf(described.values());
  }

  /** All gauges, read now; one that cannot be read is left out. */
  Map<MetricName, Double> readGauges() {
    Map<MetricName, Double> all = new TreeMap<>();
    for (Supplier<Map<MetricName, Double>> gauge : gauges.values()) {
      all.putAll(gauge.get());
    }
    return all;
  }

  /** All series of one kind. */
  Map<MetricName, Series> series(Kind kind) {
    Map<MetricName, Series> all = new TreeMap<>();
    series.forEach((name, one) -> {
      Description description = described.get(name.name());
      if (description != null && description.kind() == kind) {
        all.put(name, one);
      }
    });
    return all;
  }

  /** The sentence about a figure. */
  String help(String name) {
    Description description = described.get(name);
    return description == null ? "" : description.help();
  }
}
