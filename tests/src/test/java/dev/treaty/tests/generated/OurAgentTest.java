package dev.treaty.tests.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.agent.TreatyAgent;
import dev.treaty.agent.settings.AgentSettings;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.EntryKind;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written to our agent over HTTP and read back is never a difference. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OurAgentTest {

  private static final int PER_KIND = Integer.getInteger("treaty.test.generated", 60);
  private static final long SEED = Long.getLong("treaty.test.seed", 1);

  private final AgentSettings settings = AgentSettings.embedded("generated", "dc1");
  private TreatyAgent agent;
  private Served served;

  static Stream<EntryKind> kinds() {
    return AllKinds.supported().stream()
        .filter(kind -> !kind.writtenByServers() && kind.isKnownTo(profile()));
  }

  private static ServerProfile profile() {
    return AgentSettings.embedded("generated", "dc1").profile();
  }

  @BeforeAll
  void start() {
    agent = TreatyAgent.start(settings);
    served = new Served(URI.create(agent.httpAddress().toString()));
  }

  @AfterAll
  void stop() {
    served.close();
    agent.close();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void goodEntriesComeBackUnchanged(EntryKind kind, TestReporter reporter) {
    served.clear();
    Run run = new Run(served, profile(), kind);
    int done = run.good(PER_KIND, new EntryGenerator(kind, SEED)::next);
    reporter.publishEntry(kind.name() + ": " + done + " came back");
    assertThat(run.differences()).isEmpty();
    assertThat(done).isEqualTo(PER_KIND);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void badEntriesAreRefusedAsTheJudgeSays(EntryKind kind) {
    served.clear();
    Run run = new Run(served, profile(), kind);
    assertThat(run.bad(PER_KIND, new BadEntries(kind, SEED)::next)).isEqualTo(PER_KIND);
    assertThat(run.differences()).isEmpty();
  }
}
