package dev.treaty.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsTest {

  /** A line of the text format 0.0.4, as Prometheus reads it. */
  private static final Pattern LINE =
      Pattern.compile(
          "# HELP [a-zA-Z_:][a-zA-Z0-9_:]* .+|# TYPE [a-zA-Z_:][a-zA-Z0-9_:]*"
              + " (counter|gauge|summary)|[a-zA-Z_:][a-zA-Z0-9_:]*"
              + "(\\{[a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\\\n]|\\\\[\\\\\"n])*\""
              + "(,[a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\\\n]|\\\\[\\\\\"n])*\")*})? \\S+");

  private long time;
  private final Metrics metrics = new Metrics(() -> time);

  private String json() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      MetricsJson.write(json, metrics, "consul", Instant.parse("2026-01-01T00:00:17Z"));
    }
    return text.toString();
  }

  @Test
  void writesConsulsShape() throws IOException {
    metrics.gauge("runtime.alloc_bytes", "Bytes.", () -> 7);
    metrics.counter("raft.apply", "Commands.").record(2);
    Series times = metrics.sample("api.http", "Times.", Map.of("method", "GET"));
    times.record(1);
    times.record(3);
    assertThat(json())
        .isEqualTo(
            "{\"Timestamp\":\"2026-01-01 00:00:10 +0000 UTC\",\"Gauges\":[{\"Name\":"
                + "\"consul.runtime.alloc_bytes\",\"Value\":7.0,\"Labels\":{}}],\"Points\":[],"
                + "\"Counters\":[{\"Name\":\"consul.raft.apply\",\"Count\":1,\"Rate\":0.2,"
                + "\"Sum\":2.0,\"Min\":2.0,\"Max\":2.0,\"Mean\":2.0,\"Stddev\":0.0,\"Labels\":{}}],"
                + "\"Samples\":[{\"Name\":\"consul.api.http\",\"Count\":2,\"Rate\":0.4,\"Sum\":4.0,"
                + "\"Min\":1.0,\"Max\":3.0,\"Mean\":2.0,\"Stddev\":1.4142135623730951,"
                + "\"Labels\":{\"method\":\"GET\"}}]}");
  }

  @Test
  void showsTheIntervalThatEndedLastAndForgetsIt() {
    Series series = metrics.sample("x", "X.");
    series.record(5);
    assertThat(series.shown().count()).isEqualTo(1);
    time += Series.INTERVAL_NANOS;
    series.record(1);
    series.record(1);
    assertThat(series.shown().count()).isEqualTo(1);
    assertThat(series.shown().mean()).isEqualTo(5);
    time += Series.INTERVAL_NANOS;
    assertThat(series.shown().count()).isEqualTo(2);
    time += 3 * Series.INTERVAL_NANOS;
    assertThat(series.shown().count()).isZero();
    assertThat(series.count()).isEqualTo(3);
    assertThat(series.sum()).isEqualTo(7);
  }

  @Test
  void tellsQuantilesWithinAFifth() {
    Series series = metrics.sample("x", "X.");
    for (int i = 1; i <= 1000; i++) {
      series.record(i / 10.0);
    }
    assertThat(series.shown().quantile(0.5)).isBetween(50.0, 62.5);
    assertThat(series.shown().quantile(0.99)).isBetween(99.0, 100.0);
    assertThat(series.shown().quantile(0.001)).isCloseTo(0.1, within(0.03));
    assertThat(new Window(0).quantile(0.5)).isNaN();
  }

  @Test
  void writesWhatPrometheusReads() {
    metrics.gauges("treaty.rows", "table", "Rows.", () -> Map.of("a\"b\\c\nd", 1.0, "e", 2.5));
    metrics.counter("raft.apply", "Commands.").record(2);
    metrics.sample("api.http", "Times.", Map.of("method", "GET", "path", "v1_x")).record(1.5);
    metrics.sample("idle", "Nothing came.");
    String text = PrometheusText.of(metrics, "consul");
    assertThat(text.lines()).allMatch(line -> LINE.matcher(line).matches());
    assertThat(text)
        .endsWith("\n")
        .contains("# TYPE consul_raft_apply counter\nconsul_raft_apply 2\n")
        .contains("treaty_rows{table=\"a\\\"b\\\\c\\nd\"} 1\n")
        .contains("consul_api_http{method=\"GET\",path=\"v1_x\",quantile=\"0.5\"} 1.5\n")
        .contains("consul_api_http_sum{method=\"GET\",path=\"v1_x\"} 1.5\n")
        .contains("consul_idle{quantile=\"0.5\"} NaN\n");
  }
}
