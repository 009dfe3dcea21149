package dev.treaty.model.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.treaty.model.convert.Conversion;
import dev.treaty.model.convert.Conversion.Target;
import dev.treaty.model.entry.FileVerdict;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.syntax.SourceText;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class ConversionCorpusTest {

  @Test
  void aConvertedFileMeansTheSameOrIsRefused(TestReporter reporter) {
    Optional<Corpus> found = Corpus.find();
    assumeTrue(found.isPresent(), "no corpus beside the project: set TREATY_CORPUS");
    Corpus corpus = found.orElseThrow();
    Map<Target, Integer> converted = new EnumMap<>(Target.class);
    Map<Target, Map<String, Integer>> refused = new EnumMap<>(Target.class);
    int files = 0;
    for (Corpus.Input input : corpus.inputs()) {
      SourceText source = SourceText.of(input.file(), corpus.bytes(input));
      FileVerdict verdict = FileVerdict.of(source, ServerProfile.DEFAULT);
      if (!verdict.isValid() || verdict.entries().size() != 1 || !verdict.diagnostics().isEmpty()) {
        continue;
      }
      files++;
      for (Target target : Target.values()) {
        // Refuses by itself what would be stored otherwise.
        switch (Conversion.convert(source, target, ServerProfile.DEFAULT)) {
          case Conversion.Converted done -> converted.merge(target, 1, Integer::sum);
          case Conversion.Refused(var diagnostics) -> {
            refused
                .computeIfAbsent(target, t -> new TreeMap<>())
                .merge(diagnostics.getFirst().message() + " " + input.file(), 1, Integer::sum);
          }
        }
      }
    }
    reporter.publishEntry("conversion of " + files + ": " + converted + " refused " + refused);
    assertThat(converted.get(Target.HCL)).isGreaterThan(files * 98 / 100);
    assertThat(converted.get(Target.JSON)).isGreaterThan(files * 98 / 100);
    assertThat(converted.get(Target.YAML)).isGreaterThan(files * 98 / 100);
  }
}
