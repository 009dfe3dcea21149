package dev.treaty.agent.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.chain.RandomGraph.Change;
import dev.treaty.agent.config.ConfigEntries;
import dev.treaty.agent.sidebyside.SideBySide;
import dev.treaty.agent.sidebyside.SideBySide.Answers;
import dev.treaty.model.entry.EntryKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules across entries and the chains compiled of them, against a real Consul: the same random
 * writes and deletions to both, and every chain read after each.
 *
 * <p>{@code -Dtreaty.graph.writes=5000} for more, {@code -Dtreaty.graph.seed=7} for others.
 */
@EnabledIfEnvironmentVariable(
    named = "TREATY_TEST_CONSUL",
    matches = ".+",
    disabledReason = "TREATY_TEST_CONSUL names no Consul binary")
final class GraphBesideConsulTest {

  private static final int WRITES = Integer.getInteger("treaty.graph.writes", 150);
  private static final long SEED = Long.getLong("treaty.graph.seed", 1);
  private static final int IN_ONE_GRAPH = 60;
  private static final int ASKED_AGAIN = 40;
  private static final int REPORTED = 10;

  private static final Pattern ADDRESS = Pattern.compile("\"240[.0-9]+\"");

  @TempDir private static Path folder;

  @Test
  void judgesEveryWriteAndCompilesEveryChainAsConsulDoes() throws IOException {
    List<String> differences = new ArrayList<>();
    int accepted = 0;
    int writes = 0;
    try (SideBySide both = new SideBySide(folder)) {
      RandomGraph graph = new RandomGraph(SEED);
      for (; writes < WRITES && differences.size() < REPORTED; writes++) {
        if (writes % IN_ONE_GRAPH == 0) {
          clear(both);
        }
        Change change = graph.next();
        Answers answers = send(both, change);
        accepted += answers.ours().startsWith("200") ? 1 : 0;
        if (!agree(both, change, answers)) {
          differences.add(difference(both, change.toString(), answers));
          clear(both);
        } else if (answers.ours().startsWith("200")) {
          String overrides = graph.overrides();
          RandomGraph.SERVICES.stream()
              .flatMap(service ->
                  List.of(
                      both.get("/v1/discovery-chain/" + service),
                      both.send("POST", "/v1/discovery-chain/" + service, overrides))
                      .stream())
              .map(GraphBesideConsulTest::withoutAddresses)
              .filter(chain -> !chain.agree())
              .findFirst()
              .ifPresent(
                  chain -> differences.add(difference(both, change + " then " + overrides, chain)));
        }
      }
    }
    assertThat(differences)
        .as("%d writes with seed %d, %d of them accepted", writes, SEED, accepted)
        .isEmpty();
    // Both verdicts must have been met often, or this compares nothing.
    assertThat(accepted).isBetween(writes / 5, writes * 9 / 10);
  }

  /** That there is one is compared; which, not: Consul gives only the last freed one again. */
  private static Answers withoutAddresses(Answers chain) {
    return new Answers(
        ADDRESS.matcher(chain.consul()).replaceAll("-"),
        ADDRESS.matcher(chain.ours()).replaceAll("-"));
  }

  private static Answers send(SideBySide both, Change change) {
    return change.body().isEmpty()
        ? both.send("DELETE", "/v1/config/" + change.kind() + "/" + change.name(), "")
        : both.write(change.body());
  }

  /**
   * Where several rules are broken, Consul names one at random: it is asked until it names ours.
   */
  private static boolean agree(SideBySide both, Change change, Answers answers) {
    boolean refused = answers.consul().startsWith("500") && answers.ours().startsWith("500");
    boolean agree = answers.agree();
    for (int i = 0; refused && !agree && i < ASKED_AGAIN; i++) {
      agree = send(both, change).consul().equals(answers.ours());
    }
    return agree;
  }

  private static String difference(SideBySide both, String what, Answers answers) {
    List<String> state =
        keys(both).stream().map(key -> both.ours().get("/v1/config/" + key.path()).body()).toList();
    return "%s%n  Consul: %s%n  ours:   %s%n  after %s%n"
        .formatted(what, answers.consul(), answers.ours(), String.join("\n        ", state));
  }

  private static List<EntryKey> keys(SideBySide both) {
    return both.ours().agent().store().state().table(ConfigEntries.TABLE).all().stream()
        .map(entry -> entry.row().entry().key())
        .toList();
  }

  /** What others need goes in a later round. */
  private static void clear(SideBySide both) {
    for (int round = 0; round < 12; round++) {
      for (String kind : BACKWARDS) {
        if (kind.equals("mesh")) {
          var unused = both.send("DELETE", "/v1/config/mesh/mesh", "");
        }
        for (String name : NAMES) {
          var unused = both.send("DELETE", "/v1/config/" + kind + "/" + name, "");
        }
      }
      if (both.get("/v1/config/").equals(new Answers("200 []", "200 []"))) {
        return;
      }
    }
    throw new IllegalStateException("left: " + both.get("/v1/config/"));
  }

  private static final List<String> BACKWARDS =
      List.of(
          "exported-services",
          "service-intentions",
          "ingress-gateway",
          "terminating-gateway",
          "service-router",
          "service-splitter",
          "service-resolver",
          "service-defaults",
          "jwt-provider",
          "proxy-defaults",
          "mesh");
  private static final List<String> NAMES =
      List.of("a", "b", "c", "d", "E", "g", "h", "okta", "auth0", "*", "default", "global");
}
