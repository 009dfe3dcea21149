package dev.treaty.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.treaty.tests.ProjectFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demo tells its story to the end, and nothing of it stays behind. */
class DemoTest {

  private static final List<String> STEPS =
      List.of(
          "1. Two clusters: ",
          "2. A bare Git repository",
          "3. treaty run: plan, apply, converge",
          "4. A second commit",
          "5. Somebody changes an intention behind the reconciler's back",
          "6. Somebody deletes the peering, on one side only",
          "7. Summary: ");

  @Test
  void tellsTheStoryWithOurAgents() throws Exception {
    String told = demo();

    assertThat(told).contains("~ sources[\"web\" peer=\"cluster-01\"].action  allow -> deny");
    assertThat(told).contains("~ sources[\"api\" peer=\"cluster-02\"].action  deny -> allow");
    assertThat(told).contains("push -> converged");
  }

  @Test
  void tellsTheSameStoryWithRealConsul() throws Exception {
    String consul = System.getenv().getOrDefault("TREATY_TEST_CONSUL", "");
    assumeThat(consul)
        .as("TREATY_TEST_CONSUL names no binary of Consul: the demo with real servers is not run")
        .isNotEmpty();

    demo("--consul", consul);
  }

  private static String demo(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dtreaty.home=" + ProjectFiles.root(), "-cp"));
    command.addAll(List.of(AgentProcess.classPath(), "dev.treaty.Main", "demo"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<Long> children = process.descendants().map(ProcessHandle::pid).toList();

    assertThat(process.waitFor()).as(told).isZero();
    assertThat(told).contains(STEPS);
    assertThat(children).as("processes that the demo left behind").isEmpty();
    return told;
  }
}
