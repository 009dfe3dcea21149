package dev.treaty.tests.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.EntryKind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real Consul judges and stores generated entries as we say it does: the one whose binary {@code
 * TREATY_TEST_CONSUL} names. {@code treaty.test.generated} says how many of each kind, {@code
 * treaty.test.seed} which, {@code treaty.test.kind} of which kind only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealConsulTest {

  private static final int PER_KIND = Integer.getInteger("treaty.test.generated", 60);
  private static final long SEED = Long.getLong("treaty.test.seed", 1);
  private static final String KIND = System.getProperty("treaty.test.kind", "");
  private static final int SHOWN = 25;

  private ConsulServer consul;
  private ServerProfile profile = ServerProfile.DEFAULT;

  static Stream<EntryKind> kinds() {
    return AllKinds.supported().stream()
        .filter(kind -> !kind.writtenByServers() && (KIND.isEmpty() || kind.name().equals(KIND)));
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    assumeTrue(ConsulServer.binary().isPresent(), "set TREATY_TEST_CONSUL to a Consul binary");
    consul = new ConsulServer(folder);
    profile = consul.served().profile();
  }

  @AfterAll
  void stop() {
    if (consul != null) {
      consul.close();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void goodEntriesComeBackUnchanged(EntryKind kind, TestReporter reporter) {
    assumeTrue(isTaken(kind), "this server takes none");
    consul.served().clear();
    Run run = new Run(consul.served(), profile, kind);
    int done = run.good(PER_KIND, new EntryGenerator(kind, SEED)::next);
    report(kind, "good", done, run, reporter);
    assertThat(done).isEqualTo(PER_KIND);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void badEntriesAreRefusedInTheSameWords(EntryKind kind, TestReporter reporter) {
    consul.served().clear();
    Run run = new Run(consul.served(), profile, kind);
    int done = run.bad(PER_KIND, new BadEntries(kind, SEED)::next);
    report(kind, "bad", done, run, reporter);
    assertThat(done).isEqualTo(PER_KIND);
  }

  private boolean isTaken(EntryKind kind) {
    return kind.isKnownTo(profile) && !kind.name().equals("sameness-group");
  }

  private void report(EntryKind kind, String sort, int done, Run run, TestReporter reporter) {
    List<String> differences = run.differences();
    reporter.publishEntry(
        kind.name()
            + " on "
            + profile.version()
            + ": "
            + done
            + " "
            + sort
            + ", "
            + differences.size()
            + " differences");
    assertThat(differences.stream().limit(SHOWN)).isEmpty();
  }
}
