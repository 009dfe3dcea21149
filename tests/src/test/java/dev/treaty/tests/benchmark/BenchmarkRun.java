package dev.treaty.tests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks, each in a process of its own; {@code -Dtreaty.benchmarks=REGEX} says which.
 * Its name keeps it out of the usual build, and the profile {@code benchmarks} must be on.
 */
class BenchmarkRun {

  @Test
  void measuresAll() throws RunnerException {
    String pattern = System.getProperty("treaty.benchmarks", ".*");
    Path result = Path.of("target", "benchmarks.txt");
    var options =
        new OptionsBuilder()
            .include(pattern)
            .resultFormat(ResultFormatType.TEXT)
            .result(result.toString())
            .build();
    assertThat(new Runner(options).run()).as("benchmarks named " + pattern).isNotEmpty();
  }
}
