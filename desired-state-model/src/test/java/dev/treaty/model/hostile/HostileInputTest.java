package dev.treaty.model.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Every hostile megabyte is read or refused in a process with 256 MB of heap and stacks of 512 KiB,
 * within a second of processor time, collector and compilers included. The process has read one
 * other input before; {@code -Dtreaty.hostile=cold} starts one for each instead and only reports.
 */
class HostileInputTest {

  /** Seconds of processor time; a noisy machine is asked again. */
  private static final double READING = 1;

  /** Layouts and conversions read their result again, to prove that it means the same. */
  private static final double WRITING = 3;

  private static final int ATTEMPTS = 3;

  private record Cost(double seconds, String outcome) {}

  @Test
  void isRefusedOrReadInLittleTimeHeapAndStack(TestReporter reporter) throws Exception {
    boolean cold = System.getProperty("treaty.hostile", "").equals("cold");
    Map<String, Cost> costs = new LinkedHashMap<>();
    if (cold) {
      for (String name : HostileInputs.all().keySet()) {
        costs.putAll(read(List.of("--cold", name)));
      }
    } else {
      costs.putAll(read(List.of()));
    }
    assertThat(costs).hasSameSizeAs(HostileInputs.all());
    assertThat(costs)
        .allSatisfy((name, cost) -> assertThat(cost.outcome()).doesNotContain("THROWN"));
    costs.entrySet().stream()
        .sorted(Comparator.comparing(entry -> -entry.getValue().seconds()))
        .limit(5)
        .forEach(
            slow -> reporter.publishEntry("hostile: " + slow.getKey() + " " + slow.getValue()));
    List<String> slow = overLimit(costs);
    for (int attempt = 1; attempt < ATTEMPTS && !slow.isEmpty() && !cold; attempt++) {
      costs = read(slow);
      slow = overLimit(costs);
    }
    if (!cold) {
      assertThat(slow).as(costs.toString()).isEmpty();
    }
  }

  private static List<String> overLimit(Map<String, Cost> costs) {
    List<String> slow = new ArrayList<>();
    costs.forEach((name, cost) -> {
      boolean writes = name.contains(".format") || name.contains(".convert");
      if (cost.seconds() > (writes ? WRITING : READING)) {
        slow.add(name);
      }
    });
    return slow;
  }

  /** What {@link HostileReading} says with these arguments. */
  private static Map<String, Cost> read(List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the launcher starts a command.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Xmx256m", "-Xss512k"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(HostileReading.class.getName());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
      Map<String, Cost> costs = new LinkedHashMap<>();
      for (String line : said.lines().toList()) {
        String[] columns = line.split("\t", -1);
        assertThat(columns).as(said).hasSize(3);
        costs.put(columns[0], new Cost(Double.parseDouble(columns[1]) / 1000, columns[2]));
      }
      return costs;
    } finally {
      process.destroyForcibly();
    }
  }
}
