package dev.treaty.agent.status;

import dev.treaty.agent.feature.AgentContext;
import dev.treaty.agent.feature.Feature;
import dev.treaty.agent.http.ApiRequest;
import dev.treaty.agent.http.ApiResponse;
import dev.treaty.agent.http.Right;
import dev.treaty.agent.http.Route;
import dev.treaty.agent.metrics.Metrics;
import dev.treaty.agent.metrics.MetricsJson;
import dev.treaty.agent.metrics.PrometheusText;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.agent.settings.TelemetrySettings;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToLongFunction;

/** {@code /v1/agent/metrics}: everything that is measured, as JSON or for Prometheus. */
public final class MetricsFeature implements Feature {

  /** Prometheus asks for it first, and takes the older text too. */
  private static final String OPEN_METRICS = "application/openmetrics-text";

  private static final double NANOS_PER_MILLI = 1e6;

  private final AgentContext context;
  private volatile Metrics metrics = Metrics.create();
  private volatile TelemetrySettings telemetry;

  public MetricsFeature(AgentContext context) {
    this.context = context;
    this.telemetry = context.settings().operation().telemetry();
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/v1/agent/metrics", Right.AGENT_READ, this::read));
  }

  @Override
  public void reload(AgentSettings now) {
    telemetry = now.operation().telemetry();
  }

  @Override
  public void measure(Metrics into) {
    metrics = into;
    Runtime runtime = Runtime.getRuntime();
    into.gauge(
        "runtime.alloc_bytes",
        "Bytes of the heap in use.",
        () -> (double) runtime.totalMemory() - runtime.freeMemory());
    into.gauge("runtime.sys_bytes", "Bytes of the heap.", runtime::totalMemory);
    into.gauge(
        "treaty.jvm.threads",
        "Platform threads; virtual ones are not among them.",
        () -> ManagementFactory.getThreadMXBean().getThreadCount());
    into.gauge(
        "runtime.total_gc_runs",
        "Garbage collections since the start.",
        () -> collected(GarbageCollectorMXBean::getCollectionCount));
    into.gauge(
        "runtime.total_gc_pause_ns",
        "Nanoseconds spent in garbage collections since the start.",
        () -> collected(GarbageCollectorMXBean::getCollectionTime) * NANOS_PER_MILLI);
    into.gauge(
        "treaty.process.cpu_seconds",
        "Processor time of the process.",
        () ->
            ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(time -> time.toMillis() / 1000.0)
                .orElse(0.0));
    into.gauge(
        "treaty.process.uptime_seconds",
        "Seconds since the process began.",
        () -> ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
  }

  private static double collected(ToLongFunction<GarbageCollectorMXBean> figure) {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(figure)
        .filter(value -> value > 0)
        .sum();
  }

  private ApiResponse read(ApiRequest request) {
    TelemetrySettings shown = telemetry;
    boolean scraped =
        request.header("Accept").filter(types -> types.contains(OPEN_METRICS)).isPresent();
    if (scraped || request.query().get("format").equals("prometheus")) {
      if (!shown.prometheusRetention().isPositive()) {
        // Consul means to say 415 and says this.
        return ApiResponse.empty()
            .withHeader(
                "X-Consul-Reason",
                "Prometheus is not enabled since its retention time is not positive");
      }
      return ApiResponse.bytes(
          PrometheusText.CONTENT_TYPE,
          PrometheusText.of(metrics, shown.prefix()).getBytes(StandardCharsets.UTF_8));
    }
    return ApiResponse.json(
        json -> MetricsJson.write(json, metrics, shown.prefix(), context.clock().instant()));
  }
}
