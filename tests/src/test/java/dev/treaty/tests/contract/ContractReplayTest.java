package dev.treaty.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.treaty.tests.ProjectFiles;
import dev.treaty.tests.endtoend.AgentProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges recorded from a real Consul, replayed against two of our agents. */
class ContractReplayTest {

  private static final List<String> AREAS =
      List.of("peering", "catalog", "health", "agent", "mechanics", "config", "intentions");
  private static final Pattern RED = Pattern.compile("(?m)^- (\\S+) step (\\d+):");
  private static final Pattern LISTED = Pattern.compile("(?m)^\\| `(\\S+) (\\d+)` \\|");

  @TempDir Path folder;

  @Test
  void onlyTheStepsThatTheDocsListDiffer() throws Exception {
    Optional<Path> contract = ProjectFiles.beside("TREATY_CONTRACT", "contract");
    assumeThat(contract)
        .as("../shared/contract is not here: the contract is not replayed")
        .isPresent();
    assumeThat(hasPython()).as("python3 is not here: the contract is not replayed").isTrue();

    String output;
    try (AgentProcess main = agent("dc1", "11111111-2222-3333-4444-555555555555");
        AgentProcess peer = agent("dc2", "66666666-2222-3333-4444-555555555555")) {
      List<String> command = new ArrayList<>(List.of("python3"));
      command.add(contract.orElseThrow().resolve("replay.py").toString());
      command.addAll(List.of("http://" + main.address(), "--peer-url", "http://" + peer.address()));
      command.addAll(List.of("--area", String.join(",", AREAS), "--max-diffs", "0"));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
    }

    assertThat(output).contains("contract: ");
    Set<String> known =
        steps(LISTED, ProjectFiles.read(ProjectFiles.root().resolve("docs/contract.md")));
    assertThat(steps(RED, output))
        .as("steps that differ, against those that docs/contract.md lists\n%s", output)
        .isEqualTo(known);
  }

  private AgentProcess agent(String datacenter, String cluster) {
    return AgentProcess.start(
        folder.resolve(datacenter),
        datacenter,
        "edition = \"community\"\nconnect { ca_config { cluster_id = \"" + cluster + "\" } }");
  }

  private static Set<String> steps(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1) + " " + matcher.group(2));
    }
    return found;
  }

  private static boolean hasPython() {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
        .anyMatch(each -> Files.isExecutable(Path.of(each, "python3")));
  }
}
