package dev.treaty.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.InProcess;
import dev.treaty.InProcess.Run;
import dev.treaty.tests.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README and the documents show is so. */
class DocumentsTest {

  private static final Pattern COMMAND =
      Pattern.compile("(?m)^\\$ (?:\\./)?treaty (.+?)(?:\\s+[#>|].*)?$");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(?:#[^)]*)?\\)");
  private static final Pattern HCL = Pattern.compile("(?s)```hcl\\n(.*?)```");

  @Test
  void everyCommandShownIsUnderstood() throws IOException {
    List<String> mistakes = new ArrayList<>();
    int shown = 0;
    for (Path document : documents()) {
      Matcher command = COMMAND.matcher(ProjectFiles.read(document));
      while (command.find()) {
        shown++;
        String mistake = InProcess.mistakeIn(command.group(1).strip().split("\\s+"));
        if (!mistake.isEmpty()) {
          mistakes.add(ProjectFiles.relative(document) + ": " + command.group() + ": " + mistake);
        }
      }
    }
    assertThat(mistakes).isEmpty();
    assertThat(shown).isGreaterThan(8);
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path document : documents()) {
      Matcher link = LINK.matcher(ProjectFiles.read(document));
      while (link.find()) {
        if (!Files.exists(document.resolveSibling(link.group(1)))) {
          dead.add(ProjectFiles.relative(document) + ": " + link.group(1));
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void theReadmeShowsTheExampleAsItIs() {
    Matcher block = HCL.matcher(ProjectFiles.read(ProjectFiles.root().resolve("README.md")));
    Path example = ProjectFiles.root().resolve("examples/two-clusters");
    assertThat(block.find()).isTrue();
    assertThat(ProjectFiles.read(example.resolve("treaty.hcl"))).contains(block.group(1));
    assertThat(block.find()).isTrue();
    assertThat(ProjectFiles.read(example.resolve("clusters/cluster-02/intentions.hcl")))
        .endsWith(block.group(1).replaceFirst("^#.*\n", ""));
  }

  @Test
  void theExampleIsValidAsTheReadmeSays() {
    Run run =
        InProcess.treaty(
            "validate", "-C", ProjectFiles.root().resolve("examples/two-clusters").toString());

    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  void ciRunsTheReadmesTestCommand() {
    assertThat(ProjectFiles.read(ProjectFiles.root().resolve("README.md")))
        .contains("$ mvn verify\n");
    assertThat(ProjectFiles.read(ProjectFiles.root().resolve(".ci/run")))
        .containsPattern("mvn( -\\S+)* verify");
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (String name : List.of("README.md", "CHANGELOG.md")) {
      documents.add(ProjectFiles.root().resolve(name));
    }
    try (Stream<Path> walk = Files.walk(ProjectFiles.root().resolve("docs"))) {
      walk.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
    }
    return documents;
  }
}
