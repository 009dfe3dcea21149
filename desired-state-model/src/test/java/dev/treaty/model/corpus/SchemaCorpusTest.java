package dev.treaty.model.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.treaty.model.entry.Entry;
import dev.treaty.model.entry.EntrySchemas;
import dev.treaty.model.entry.FileVerdict;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.schema.SchemaChecker;
import dev.treaty.model.syntax.SourceText;
import dev.treaty.model.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class SchemaCorpusTest {

  @Test
  void everyValidEntryOfTheCorpusFitsItsSchema(TestReporter reporter) {
    Optional<Corpus> found = Corpus.find();
    assumeTrue(found.isPresent(), "no corpus beside the project: set TREATY_CORPUS");
    Corpus corpus = found.orElseThrow();
    TreeMap<String, Value.Fields> schemas = new TreeMap<>();
    Value.Fields any = EntrySchemas.any();
    int entries = 0;
    for (Corpus.Input input : corpus.inputs()) {
      FileVerdict verdict =
          FileVerdict.of(SourceText.of(input.file(), corpus.bytes(input)), ServerProfile.DEFAULT);
      for (Entry entry : verdict.entries()) {
        Value.Fields schema =
            schemas.computeIfAbsent(
                entry.key().kind(), kind -> EntrySchemas.of(kind).orElseThrow());
        assertThat(SchemaChecker.faults(schema, entry.body()))
            .as("%s: %s", input.file(), entry.body())
            .isEmpty();
        assertThat(SchemaChecker.faults(any, entry.body())).as(input.file()).isEmpty();
        entries++;
      }
    }
    reporter.publishEntry("schema: " + entries + " entries of " + schemas.size() + " kinds fit");
    assertThat(entries).isGreaterThan(300);
  }

  @Test
  void aSchemaRefusesWhatIsMisspeltOrOfAWrongType() {
    Value.Fields schema = EntrySchemas.of("service-intentions").orElseThrow();
    Value.Fields good =
        Value.Fields.EMPTY
            .with("Kind", Value.text("service-intentions"))
            .with("Name", Value.text("web"));

    assertThat(SchemaChecker.faults(schema, good)).isEmpty();
    assertThat(SchemaChecker.faults(schema, good.with("Sorces", Value.Items.EMPTY)))
        .containsExactly("$.Sorces: is unknown");
    assertThat(SchemaChecker.faults(schema, good.with("sources", Value.text("web"))))
        .singleElement()
        .asString()
        .contains("$.sources: is string");
    assertThat(SchemaChecker.faults(schema, good.without("Name"))).isNotEmpty();
    assertThat(SchemaChecker.faults(schema, good.with("Kind", Value.text("mesh")))).isNotEmpty();
  }

  @Test
  void theSchemaOfAnyKindAsksForAKindAndLetsCustomResourcesPass() {
    Value.Fields any = EntrySchemas.any();
    Value.Fields unknown = Value.Fields.EMPTY.with("Kind", Value.text("service-default"));

    assertThat(SchemaChecker.faults(any, Value.Fields.EMPTY)).isNotEmpty();
    assertThat(SchemaChecker.faults(any, unknown)).isNotEmpty();
    assertThat(
            SchemaChecker.faults(
                any, unknown.with("apiVersion", Value.text("consul.hashicorp.com/v1alpha1"))))
        .isEmpty();
  }

  @Test
  void everyKindSaysWhatItIsFor() {
    assertThat(EntrySchemas.purposes()).hasSizeGreaterThan(15);
    assertThat(List.copyOf(EntrySchemas.purposes().values()))
        .allSatisfy(purpose -> assertThat(purpose).endsWith(".").hasSizeGreaterThan(20));
  }
}
