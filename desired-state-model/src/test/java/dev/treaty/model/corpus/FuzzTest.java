package dev.treaty.model.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.treaty.model.convert.Conversion;
import dev.treaty.model.entry.EntryJudge;
import dev.treaty.model.entry.FileVerdict;
import dev.treaty.model.entry.ServerProfile;
import dev.treaty.model.entry.Verdict;
import dev.treaty.model.filter.FilterSyntax;
import dev.treaty.model.project.ClusterProfiles;
import dev.treaty.model.project.ClustersFile;
import dev.treaty.model.project.LoadResult;
import dev.treaty.model.project.ProjectLoader;
import dev.treaty.model.project.SourceTree;
import dev.treaty.model.syntax.CanonicalLayout;
import dev.treaty.model.syntax.Form;
import dev.treaty.model.syntax.Formatted;
import dev.treaty.model.syntax.SourceText;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Reads mutated inputs: nothing but verdicts and diagnostics, none in more than two seconds of
 * processor time. {@code -Dtreaty.fuzz=N} says how many for each reader, {@code
 * -Dtreaty.fuzz.only=yaml} for which alone.
 */
class FuzzTest {

  private static final int SHORT_RUN = 2000;
  private static final double SECONDS = 2;
  private static final ServerProfile SERVER = ServerProfile.DEFAULT;

  private static final List<String> PROJECTS =
      List.of(
          """
          project = "mesh"
          mode = "enforce"
          cluster "c1" { address = "http://127.0.0.1:8500" }
          cluster "c2" { address = "http://127.0.0.1:9500"  mode = "observe" }
          cluster "c3" {}
          peering "c1" "c2" { names = { "c1" = "east" } }
          safety { max_delete_percent = 30  min_objects = 10  prune = "owned" }
          """,
          """
          project: mesh
          cluster:
            c1: { address: "http://127.0.0.1:8500" }
            c2: { address: "http://127.0.0.1:9500" }
          peering: [{ between: [c1, c2], names: { c1: east } }]
          safety: { prune: owned }
          """);

  private static final List<String> CLUSTERS =
      List.of(
          """
          cluster "c1" { address = "http://127.0.0.1:8500"  token = env("T")  ca_file = "/ca" }
          cluster "c2" { address = "https://c2:8501"  token = file("/t")  tls_server_name = "c" }
          """);

  private static final List<String> FILTERS =
      List.of(
          "Service.Meta.version == \"v1\" and not (Node.Node matches \"^web[0-9]+$\")",
          "\"primary\" in Service.Tags or Service.Tags is not empty",
          "Checks[\"web\"].Status != passing and Service.Port == 8080",
          "Service.Meta[\"a b\"] contains `x` or not Node.ID is empty",
          "a not in b and c not contains \"\\u00e9\\n\" or (d == -1.5 and (e != 0))");

  private final int runs = Integer.getInteger("treaty.fuzz", SHORT_RUN);
  private final String only = System.getProperty("treaty.fuzz.only", "");

  @Test
  void entriesAndTheirLayoutsAreOnlyDiagnosed(TestReporter reporter) {
    Optional<Corpus> found = Corpus.find();
    assumeTrue(found.isPresent(), "no corpus beside the project: set TREATY_CORPUS");
    Corpus corpus = found.orElseThrow();
    fuzz("hcl", seeds(corpus, ".hcl", "entry"), reporter, bytes -> judges("fuzz.hcl", bytes));
    fuzz("json", seeds(corpus, ".json", "entry"), reporter, bytes -> judges("fuzz.json", bytes));
    fuzz("yaml", seeds(corpus, ".json", "entry"), reporter, bytes -> judges("fuzz.yaml", bytes));
    fuzz("resources", seeds(corpus, ".yaml", "crd"), reporter, bytes -> judges("f.yaml", bytes));
    fuzz("body", seeds(corpus, ".json", "entry"), reporter, FuzzTest::judgesBody);
    fuzz("fmt-hcl", seeds(corpus, ".hcl", "entry"), reporter, b -> laysOut("f.hcl", b, Form.HCL));
    fuzz("fmt-yaml", seeds(corpus, ".yaml", ""), reporter, b -> laysOut("f.yaml", b, Form.YAML));
    fuzz("convert", seeds(corpus, ".hcl", "entry"), reporter, FuzzTest::converts);
  }

  @Test
  void projectsAreOnlyDiagnosed(TestReporter reporter) {
    fuzz("project", texts(PROJECTS.subList(0, 1)), reporter, bytes -> loads("treaty.hcl", bytes));
    fuzz("project-yaml", texts(PROJECTS.subList(1, 2)), reporter, b -> loads("treaty.yaml", b));
    fuzz(
        "clusters",
        texts(CLUSTERS),
        reporter,
        bytes -> ClustersFile.read("clusters.hcl", bytes) != null);
  }

  @Test
  void filtersAreReadOrRefused(TestReporter reporter) {
    fuzz(
        "filter",
        texts(FILTERS),
        reporter,
        bytes -> FilterSyntax.read(new String(bytes, UTF_8)) instanceof FilterSyntax.Parsed);
  }

  /**
   * @param read says whether the input is valid
   */
  private void fuzz(
      String reader, List<byte[]> seeds, TestReporter reporter, Predicate<byte[]> read) {
    if (!only.isEmpty() && !only.equals(reader)) {
      return;
    }
    Mutations mutations = new Mutations(seeds);
    int valid = 0;
    long longest = 0;
    for (int run = 0; run < runs; run++) {
      byte[] bytes = mutations.next();
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      try {
        valid += read.test(bytes) ? 1 : 0;
      } catch (RuntimeException | StackOverflowError | AssertionError e) {
        throw new AssertionError(
            "run " + run + " of " + reader + ":\n" + new String(bytes, UTF_8), e);
      }
      long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
      longest = Math.max(longest, took);
    }
    assertThat(longest / 1e9).as(reader).isLessThan(SECONDS);
    reporter.publishEntry(
        "fuzz: %d of %s, %d valid, longest %.1f ms".formatted(runs, reader, valid, longest / 1e6));
  }

  private static List<byte[]> texts(List<String> texts) {
    return texts.stream().map(text -> text.getBytes(UTF_8)).toList();
  }

  private static List<byte[]> seeds(Corpus corpus, String ending, String form) {
    return corpus.inputs().stream()
        .filter(input -> input.file().endsWith(ending))
        .filter(input -> form.isEmpty() || input.form().equals(form))
        .map(corpus::bytes)
        .filter(bytes -> bytes.length < 8000)
        .toList();
  }

  private static boolean judges(String file, byte[] bytes) {
    FileVerdict verdict = FileVerdict.of(SourceText.of(file, bytes), SERVER);
    assertThat(verdict.isValid() || !verdict.diagnostics().isEmpty()).isTrue();
    return verdict.isValid();
  }

  private static boolean judgesBody(byte[] bytes) {
    return switch (EntryJudge.judgeJson(bytes, SERVER)) {
      case Verdict.Accepted accepted -> true;
      case Verdict.Refused refused -> {
        assertThat(refused.consulText()).isNotEmpty();
        yield false;
      }
    };
  }

  /** A layout that would change the meaning throws. */
  private static boolean laysOut(String file, byte[] bytes, Form form) {
    return switch (CanonicalLayout.of(SourceText.of(file, bytes), form)) {
      case Formatted.Refused refused -> false;
      case Formatted.Text(String text) -> {
        assertThat(CanonicalLayout.of(new SourceText(file, text), form))
            .isEqualTo(new Formatted.Text(text));
        yield true;
      }
    };
  }

  private static boolean converts(byte[] bytes) {
    return Conversion.convert(SourceText.of("f.hcl", bytes), Conversion.Target.YAML, SERVER)
        instanceof Conversion.Converted;
  }

  private static boolean loads(String file, byte[] bytes) {
    LoadResult result =
        ProjectLoader.load(SourceTree.of(Map.of(file, bytes)), ClusterProfiles.DEFAULT);
    assertThat(result.desired().isPresent()).isEqualTo(!result.hasErrors());
    return result.desired().isPresent();
  }
}
