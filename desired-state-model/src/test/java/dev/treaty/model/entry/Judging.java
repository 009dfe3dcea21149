package dev.treaty.model.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.value.ValueJson;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short ways to judge in tests. */
final class Judging {

  static final ServerProfile COMMUNITY = ServerProfile.DEFAULT;
  static final ServerProfile SUPERSET =
      new ServerProfile(ConsulVersion.of("1.16.4"), ServerProfile.Edition.ENTERPRISE);

  private Judging() {}

  static Verdict put(String json, ServerProfile server) {
    return EntryJudge.judgeJson(json.getBytes(StandardCharsets.UTF_8), server);
  }

  static Entry stored(String json, ServerProfile server) {
    Verdict verdict = put(json, server);
    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    return ((Verdict.Accepted) verdict).entry();
  }

  static String body(String json, ServerProfile server) {
    return ValueJson.write(stored(json, server).body());
  }

  static Verdict.Refused refused(String json, ServerProfile server) {
    Verdict verdict = put(json, server);
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    return (Verdict.Refused) verdict;
  }

  static List<Verdict> file(String name, String text, ServerProfile server) {
    return EntryDocuments.read(new SourceText(name, text), server).verdicts().stream()
        .map(DocumentVerdict::verdict)
        .toList();
  }

  static Entry only(List<Verdict> verdicts) {
    assertThat(verdicts).singleElement().isInstanceOf(Verdict.Accepted.class);
    return ((Verdict.Accepted) verdicts.getFirst()).entry();
  }
}
