package dev.treaty.tests.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.entry.CanonicalForm;
import dev.treaty.model.entry.ConsulVersion;
import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntryComparison;
import dev.treaty.model.entry.EntryJudge;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.StoredEntry;
import dev.treaty.model.entry.Verdict;
import dev.treaty.model.entry.kind.AllKinds;
import dev.treaty.model.schema.EntryKind;
import dev.treaty.model.value.Value;
import dev.treaty.model.value.ValueJson;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was written and is read back is never a difference. */
class RoundTripTest {

  private static final int GOOD_ONES = 1000;
  private static final int TRIES = 60_000;
  private static final ServerProfile NEWEST =
      new ServerProfile(ConsulVersion.of("2.1.0"), ServerProfile.Edition.ENTERPRISE);
  private static final ServerProfile OLDEST =
      new ServerProfile(ConsulVersion.of("1.16.4"), ServerProfile.Edition.COMMUNITY);

  static Stream<EntryKind> kinds() {
    return AllKinds.supported().stream().filter(kind -> !kind.writtenByServers());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void goodEntriesComeBackUnchanged(EntryKind kind) {
    assertThat(comeBack(kind, NEWEST)).isEqualTo(GOOD_ONES);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void goodEntriesComeBackUnchangedFromOldServers(EntryKind kind) {
    boolean taken = kind.isKnownTo(OLDEST) && !kind.name().equals("sameness-group");
    assertThat(comeBack(kind, OLDEST)).isEqualTo(taken ? GOOD_ONES : 0);
  }

  private static int comeBack(EntryKind kind, ServerProfile server) {
    EntryGenerator generator = new EntryGenerator(kind, 42);
    int good = 0;
    for (int i = 0; i < TRIES && good < GOOD_ONES; i++) {
      Value.Fields written = generator.next();
      Verdict verdict = EntryJudge.judgeJson(ValueJson.bytes(written), server);
      if (verdict instanceof Verdict.Accepted accepted) {
        good++;
        unchanged(accepted.entry(), server);
      }
    }
    return good;
  }

  private static void unchanged(Entry stored, ServerProfile server) {
    Entry answered = StoredEntry.of((Value.Fields) ValueJson.parse(ValueJson.bytes(stored.body())));
    assertThat(EntryComparison.compare(stored, answered)).isEmpty();
    assertThat(CanonicalForm.digest(answered)).isEqualTo(CanonicalForm.digest(stored));

    Verdict again = EntryJudge.judgeJson(ValueJson.bytes(StoredEntry.toSend(answered)), server);
    assertThat(again).as("%s", stored).isInstanceOf(Verdict.Accepted.class);
    assertThat(ValueJson.write(((Verdict.Accepted) again).entry().body()))
        .isEqualTo(ValueJson.write(stored.body()));
  }
}
