package dev.treaty.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTest {

  private final Report report = new Report();

  @Test
  void tellsHowManyTimesBetterWhereMoreIsBetter() {
    report.add(Figure.rate("requests", "treaty", 3000));
    report.add(Figure.rate("requests", "consul", 1000));

    assertThat(text()).containsPattern("requests +3000 /s +1000 /s +3\\.00x\n");
  }

  @Test
  void tellsHowManyTimesBetterWhereLessIsBetter() {
    report.add(Figure.cost("latency", "treaty", 2, "ms"));
    report.add(Figure.cost("latency", "consul", 5, "ms"));

    assertThat(text()).containsPattern("latency +2\\.00 ms +5\\.00 ms +2\\.50x\n");
  }

  @Test
  void saysSoWhereOursIsWorse() {
    report.add(Figure.cost("memory", "treaty", 150, "MB"));
    report.add(Figure.cost("memory", "consul", 90, "MB"));

    assertThat(text()).contains("0.60x  (worse)");
  }

  @Test
  void showsWhatHasNoOtherToCompareWith() {
    report.add(Figure.rate("syncs", "disk", 412.25));

    assertThat(text()).containsPattern("syncs +412 /s +- +\n");
  }

  @Test
  void printsTheSameAsJson() {
    report.add(Figure.rate("requests", "treaty", 3000));
    report.add(Figure.rate("requests", "consul", 1000));
    StringWriter out = new StringWriter();
    report.printJson(new PrintWriter(out));

    assertThat(out.toString())
        .contains("\"name\":\"requests\"")
        .contains("\"treaty\":3000")
        .contains("\"consul\":1000")
        .contains("\"better\":\"more\"")
        .contains("\"advantage\":3")
        .endsWith("}\n");
  }

  @Test
  void printsTheSameAsMarkdown() {
    report.add(Figure.rate("syncs", "disk", 412.25));
    report.add(Figure.rate("requests", "treaty", 3000));
    report.add(Figure.rate("requests", "consul", 1000));
    report.add(Figure.rate("only theirs", "consul", 1000));
    StringWriter out = new StringWriter();
    report.printMarkdown(new PrintWriter(out));

    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            | what | Treaty | Consul | Treaty is better by |
            |---|---:|---:|---:|
            | syncs | 412 /s | - |  |
            | requests | 3000 /s | 1000 /s | 3.00x |
            | only theirs | - | 1000 /s |  |
            """);
  }

  @Test
  void takesPercentilesByNearestRank() {
    Samples samples = new Samples(List.of(5.0, 1.0, 4.0, 2.0, 3.0));

    assertThat(samples.median()).isEqualTo(3);
    assertThat(samples.at(99)).isEqualTo(5);
    assertThat(samples.at(20)).isEqualTo(1);
  }

  private String text() {
    StringWriter out = new StringWriter();
    report.print(new PrintWriter(out));
    return out.toString();
  }
}
