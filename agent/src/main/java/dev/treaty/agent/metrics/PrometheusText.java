package dev.treaty.agent.metrics;

import dev.treaty.agent.metrics.Metrics.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Figures in Prometheus' text format, version 0.0.4. */
public final class PrometheusText {

  /** What the answer's Content-Type is to be. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final double[] QUANTILES = {0.5, 0.9, 0.99};

  private final StringBuilder out = new StringBuilder(16_384);
  private final Metrics metrics;
  private final String prefix;

  private PrometheusText(Metrics metrics, String prefix) {
    this.metrics = metrics;
    this.prefix = prefix;
  }

  /** Everything; names of Consul's begin with the prefix. */
  public static String of(Metrics metrics, String prefix) {
    PrometheusText text = new PrometheusText(metrics, prefix);
    text.families("gauge", metrics.readGauges(), (name, value) -> text.line(name, "", value));
    text.families(
        "counter",
        metrics.series(Kind.COUNTER),
        (name, series) -> text.line(name, "", series.sum()));
    text.families("summary", metrics.series(Kind.SAMPLE), text::summary);
    return text.out.toString();
  }

  /** Lines of one name stand together under one HELP and one TYPE. */
  private <V> void families(String type, Map<MetricName, V> all, BiConsumer<MetricName, V> print) {
    String last = "";
    for (Map.Entry<MetricName, V> one : all.entrySet()) {
      String name = one.getKey().name();
      if (!name.equals(last)) {
        last = name;
        String shown = shown(name);
        out.append("# HELP ").append(shown).append(' ').append(metrics.help(name)).append('\n');
        out.append("# TYPE ").append(shown).append(' ').append(type).append('\n');
      }
      print.accept(one.getKey(), one.getValue());
    }
  }

  private void summary(MetricName name, Series series) {
    Window window = series.shown();
    for (double quantile : QUANTILES) {
      Map<String, String> labels = new LinkedHashMap<>(name.labels());
      labels.put("quantile", Double.toString(quantile));
      line(new MetricName(name.name(), labels), "", window.quantile(quantile));
    }
    line(name, "_sum", series.sum());
    line(name, "_count", series.count());
  }

  private String shown(String name) {
    return MetricsJson.shown(name, prefix).replaceAll("[^a-zA-Z0-9_:]", "_");
  }

  private void line(MetricName name, String ending, double value) {
    out.append(shown(name.name())).append(ending);
    if (!name.labels().isEmpty()) {
      String separator = "{";
      for (Map.Entry<String, String> label : name.labels().entrySet()) {
        out.append(separator).append(label.getKey()).append("=\"");
        out.append(
            label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
        out.append('"');
        separator = ",";
      }
      out.append('}');
    }
    out.append(' ').append(number(value)).append('\n');
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
