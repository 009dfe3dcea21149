package dev.treaty.model.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class CorpusTest {

  @Test
  void judgesEveryInputAsTheReferenceDoesButForThoseListedByName(TestReporter reporter)
      throws IOException {
    Optional<Corpus> found = Corpus.find();
    assumeTrue(found.isPresent(), "no corpus beside the project: set TREATY_CORPUS");
    Corpus corpus = found.orElseThrow();
    CorpusJudge judge = new CorpusJudge(corpus);
    Map<String, String> listed = listed();
    Map<String, String> unlisted = new LinkedHashMap<>();
    int all = 0;
    int agreeing = 0;
    for (Corpus.Input input : corpus.inputs()) {
      all++;
      String difference = judge.difference(input);
      if (difference.isEmpty()) {
        agreeing++;
        assertThat(listed)
            .as("%s agrees and need not be listed", input)
            .doesNotContainKey(input.file());
      } else if (!listed.containsKey(input.file())) {
        unlisted.put(input.file(), difference);
      }
    }
    reporter.publishEntry(
        "corpus: " + agreeing + " of " + all + " agree, " + listed.size() + " listed");
    assertThat(unlisted).isEmpty();
    assertThat(agreeing).isGreaterThanOrEqualTo(all * 99 / 100);
  }

  /** File and reason, one a line. */
  private static Map<String, String> listed() throws IOException {
    Map<String, String> listed = new TreeMap<>();
    try (InputStream in = CorpusTest.class.getResourceAsStream("/corpus-differences.tsv")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] columns = line.split("\t", 2);
          assertThat(columns).as("a reason for %s", line).hasSize(2);
          listed.put(columns[0], columns[1]);
        }
      }
    }
    return listed;
  }
}
