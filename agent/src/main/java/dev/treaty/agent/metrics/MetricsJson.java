package dev.treaty.agent.metrics;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treaty.agent.metrics.Metrics.Kind;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Figures in the JSON that Consul's {@code /v1/agent/metrics} answers. */
public final class MetricsJson {

  private static final long INTERVAL_SECONDS = 10;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss '+0000 UTC'", Locale.ROOT);

  private MetricsJson() {}

  /** Ours keep their name; Consul's get the prefix of the configuration. */
  static String shown(String name, String prefix) {
    return name.startsWith("treaty.") || prefix.isEmpty() ? name : prefix + "." + name;
  }

  /** Writes the interval that ended last. */
  public static void write(JsonGenerator json, Metrics metrics, String prefix, Instant now)
      throws IOException {
    Instant begin =
        Instant.ofEpochSecond(now.getEpochSecond() / INTERVAL_SECONDS * INTERVAL_SECONDS);
    json.writeStartObject();
    json.writeStringField("Timestamp", TIME.format(begin.atOffset(ZoneOffset.UTC)));
    json.writeArrayFieldStart("Gauges");
    for (Map.Entry<MetricName, Double> gauge : metrics.readGauges().entrySet()) {
      json.writeStartObject();
      json.writeStringField("Name", shown(gauge.getKey().name(), prefix));
      json.writeNumberField("Value", gauge.getValue());
      labels(json, gauge.getKey());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("Points");
    json.writeEndArray();
    json.writeArrayFieldStart("Counters");
    series(json, metrics.series(Kind.COUNTER), prefix);
    json.writeEndArray();
    json.writeArrayFieldStart("Samples");
    series(json, metrics.series(Kind.SAMPLE), prefix);
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Those in which something came. */
  private static void series(JsonGenerator json, Map<MetricName, Series> all, String prefix)
      throws IOException {
    for (Map.Entry<MetricName, Series> one : all.entrySet()) {
      Window window = one.getValue().shown();
      if (window.count() == 0) {
        continue;
      }
      json.writeStartObject();
      json.writeStringField("Name", shown(one.getKey().name(), prefix));
      json.writeNumberField("Count", window.count());
      json.writeNumberField("Rate", window.sum() / INTERVAL_SECONDS);
      json.writeNumberField("Sum", window.sum());
      json.writeNumberField("Min", window.min());
      json.writeNumberField("Max", window.max());
      json.writeNumberField("Mean", window.mean());
      json.writeNumberField("Stddev", window.deviation());
      labels(json, one.getKey());
      json.writeEndObject();
    }
  }

  private static void labels(JsonGenerator json, MetricName name) throws IOException {
    json.writeObjectFieldStart("Labels");
    for (Map.Entry<String, String> label : name.labels().entrySet()) {
      json.writeStringField(label.getKey(), label.getValue());
    }
    json.writeEndObject();
  }
}
