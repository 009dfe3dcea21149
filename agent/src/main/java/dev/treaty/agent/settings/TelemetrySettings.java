package dev.treaty.agent.settings;

import java.time.Duration;

/**
 * How metrics are shown.
 *
 * @param prefix what every name begins with
 * @param prometheusRetention {@code telemetry.prometheus_retention_time}; zero turns {@code
 *     format=prometheus} off, as in Consul
 */
public record TelemetrySettings(String prefix, Duration prometheusRetention) {

  /** Unlike Consul's: a scraper is answered without being configured for. */
  public static final TelemetrySettings DEFAULT =
      new TelemetrySettings("consul", Duration.ofMinutes(1));
}
