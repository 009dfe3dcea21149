package dev.treaty.bench;

import dev.treaty.bench.Figure.Better;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All figures of a run: a line for each thing measured, ours beside Consul's. */
final class Report {

  private static final String OURS = "treaty";
  private static final String THEIRS = "consul";

  private final Map<String, Map<String, Figure>> lines = new LinkedHashMap<>();

  void add(Figure figure) {
    lines
        .computeIfAbsent(figure.name(), unused -> new LinkedHashMap<>())
        .put(figure.subject(), figure);
  }

  void print(PrintWriter out) {
    int width = lines.keySet().stream().mapToInt(String::length).max().orElse(4);
    String line = "%-" + width + "s %12s %12s   %s%n";
    out.printf(line, "what", "Treaty", "Consul", "Treaty is better by");
    lines.forEach((name, figures) ->
        out.printf(line, name, ours(figures), theirs(figures), advantageText(figures)));
    out.flush();
  }

  /** The same as a table in Markdown. */
  void printMarkdown(PrintWriter out) {
    out.println("| what | Treaty | Consul | Treaty is better by |");
    out.println("|---|---:|---:|---:|");
    lines.forEach((name, figures) ->
        out.printf(
            "| %s | %s | %s | %s |%n",
            name, ours(figures), theirs(figures), advantageText(figures).strip()));
    out.flush();
  }

  private static String ours(Map<String, Figure> figures) {
    return Optional.ofNullable(figures.get(OURS))
        .or(() -> figures.values().stream().filter(f -> !f.subject().equals(THEIRS)).findFirst())
        .map(Report::text)
        .orElse("-");
  }

  private static String theirs(Map<String, Figure> figures) {
    return Optional.ofNullable(figures.get(THEIRS)).map(Report::text).orElse("-");
  }

  void printJson(PrintWriter out) {
    List<Value> items = new ArrayList<>();
    lines.forEach((name, figures) -> {
      Map<String, Value> item = new LinkedHashMap<>();
      item.put("name", Value.text(name));
      figures.forEach((subject, figure) -> {
        item.put("unit", Value.text(figure.unit()));
        item.put("better", Value.text(figure.better() == Better.MORE ? "more" : "less"));
        item.put(subject, new Value.Decimal(rounded(figure.value())));
      });
      advantage(figures)
          .ifPresent(ratio -> item.put("advantage", new Value.Decimal(rounded(ratio))));
      items.add(new Value.Fields(item));
    });
    out.println(ValueJson.write(new Value.Fields(Map.of("figures", new Value.Items(items)))));
    out.flush();
  }

  /** How many times better ours is than Consul's; below one where ours is worse. */
  private static Optional<Double> advantage(Map<String, Figure> figures) {
    Figure ours = figures.get(OURS);
    Figure theirs = figures.get(THEIRS);
    if (ours == null || theirs == null || ours.value() <= 0 || theirs.value() <= 0) {
      return Optional.empty();
    }
    double ratio = ours.value() / theirs.value();
    return Optional.of(ours.better() == Better.MORE ? ratio : 1 / ratio);
  }

  private static String advantageText(Map<String, Figure> figures) {
    return advantage(figures)
        .map(x -> String.format(Locale.ROOT, "%.2fx%s", x, x < 0.95 ? "  (worse)" : ""))
        .orElse("");
  }

  /** One figure as it is measured, for those who wait and for runs that do not reach the end. */
  static String line(Figure figure) {
    return figure.name() + ", " + figure.subject() + ": " + text(figure);
  }

  private static String text(Figure figure) {
    String pattern = figure.value() >= 100 ? "%.0f %s" : "%.2f %s";
    return String.format(Locale.ROOT, pattern, figure.value(), figure.unit()).strip();
  }

  private static java.math.BigDecimal rounded(double value) {
    return java.math.BigDecimal.valueOf(value).round(new java.math.MathContext(5));
  }
}
