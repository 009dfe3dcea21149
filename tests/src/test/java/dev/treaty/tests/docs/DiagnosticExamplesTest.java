package dev.treaty.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.InProcess;
import dev.treaty.model.diagnostic.CodeExample;
import dev.treaty.model.diagnostic.ExplainedCode;
import dev.treaty.tests.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code treaty explain} says is complete and true. */
class DiagnosticExamplesTest {

  private static final Pattern CODE = Pattern.compile("\"(TR0\\d{3})\"");
  private static final Path PAGE = ProjectFiles.root().resolve("docs/reference/diagnostics.md");

  @TempDir Path folder;

  static Stream<ExplainedCode> codes() {
    return ExplainedCode.all().stream();
  }

  @ParameterizedTest
  @MethodSource("codes")
  void eachExampleBringsItsCodeAbout(ExplainedCode code) throws Exception {
    CodeExample example = code.example();

    assertThat(example.commands()).as("%s has no example to run", code).isNotEmpty();
    assertThat(new ExampleRun(folder, example).output())
        .as("the example of %s:\n%s", code.id(), example.text())
        .contains(code.id());
  }

  @Test
  void everyCodeThatIsUsedIsExplained() {
    Set<String> used =
        ProjectFiles.javaFiles().stream()
            .filter(file -> !ProjectFiles.isTest(file))
            .flatMap(file -> CODE.matcher(ProjectFiles.read(file)).results())
            .map((MatchResult match) -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> explained =
        ExplainedCode.all().stream()
            .map(ExplainedCode::id)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(explained).containsAll(used).hasSize(ExplainedCode.all().size());
    assertThat(ExplainedCode.all())
        .allSatisfy(code -> {
          assertThat(code.title()).doesNotEndWith(".").isNotBlank();
          assertThat(code.cause()).endsWith(".");
          assertThat(code.mend()).matches("(?s).*[.…]");
          assertThat(code.example()).as(code.id()).isNotEqualTo(CodeExample.NONE);
        });
  }

  @Test
  void thePageInTheDocsSaysTheSame() throws IOException {
    String page = InProcess.treaty("explain", "--all", "-o", "markdown").out();
    if (System.getProperty("treaty.golden", "").equals("write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).content().isEqualTo(page);
  }

  @Test
  void explainTellsOneCodeOrAllAndRefusesOthers() {
    InProcess.Run one = InProcess.treaty("explain", "tr0204");
    assertThat(one.code()).isZero();
    assertThat(one.out()).startsWith("TR0204: The key is unknown\n").contains("$ treaty validate");
    assertThat(InProcess.treaty("explain", "TR0204", "-o", "json").out())
        .startsWith("{\"code\":\"TR0204\",");
    assertThat(InProcess.treaty("explain", "--all").out()).contains("TR0101", "TR0709");
    assertThat(InProcess.treaty("explain", "TR9999").code()).isEqualTo(64);
    assertThat(InProcess.treaty("explain").code()).isEqualTo(64);
  }
}
