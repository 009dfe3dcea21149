package dev.treaty.reconcile.report;

import dev.treaty.model.value.Value;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigInteger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Counts events for Prometheus, and remembers whether all is well. Thread-safe. */
public final class LoopMetrics implements EventSink {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicReference<String> word = new AtomicReference<>("Progressing");

  public LoopMetrics() {
    registry.gauge("treaty_healthy", word, w -> w.get().equals("Healthy") ? 1 : 0);
  }

  @Override
  public void accept(Event event) {
    registry.counter("treaty_events", "type", event.type()).increment();
    if (event.details().get("elapsed_ms").orElse(Value.Nothing.NULL)
        instanceof Value.Whole(BigInteger ms)) {
      registry
          .timer("treaty_duration", "of", event.type())
          .record(ms.longValue(), TimeUnit.MILLISECONDS);
    }
    switch (event.type()) {
      case "converged", "recovered", "healed" -> word.set("Healthy");
      case "stalled", "degraded", "not_converged", "apply_errored" -> word.set("Degraded");
      case "commit", "resource_drift" -> word.set("Progressing");
      default -> {}
    }
  }

  /** Whether the clusters were as declared when last looked at. */
  public boolean isWell() {
    return word.get().equals("Healthy");
  }

  /** {@code Healthy}, {@code Progressing} or {@code Degraded}. */
  public String word() {
    return word.get();
  }

  public String scrape() {
    return registry.scrape();
  }
}
