package dev.treaty.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.tests.ProjectFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rules that only the source text can tell. */
class SourceRulesTest {

  private static final int MOST_LINES = 400;

  @Test
  void aFileIsOneIdea() {
    List<String> tooLong = new ArrayList<>();
    for (Path file : ProjectFiles.javaFiles()) {
      long lines = ProjectFiles.read(file).lines().count();
      if (lines > MOST_LINES) {
        tooLong.add(ProjectFiles.relative(file) + ": " + lines + " lines");
      }
    }
    assertThat(tooLong).as("files over %d lines: split by duty", MOST_LINES).isEmpty();
  }

  @Test
  void everyPackageSaysItsPurposeAndIsNullMarked() {
    Set<String> missing = new TreeSet<>();
    for (Path file : ProjectFiles.javaFiles()) {
      Path info = file.resolveSibling("package-info.java");
      if (!ProjectFiles.isTest(file)
          && (!Files.exists(info)
              || !ProjectFiles.read(info).contains("@NullMarked")
              || !ProjectFiles.read(info).startsWith("/**"))) {
        missing.add(ProjectFiles.relative(file.getParent()));
      }
    }
    assertThat(missing)
        .as("folders without a package-info.java with Javadoc and @NullMarked")
        .isEmpty();
  }

  @Test
  void timeAndChanceAreArguments() {
    assertThat(
            found(
                "Thread\\.sleep\\(|TimeUnit\\.\\w+\\.sleep\\(|Instant\\.now\\(\\)|LocalDate(Time)?\\.now\\(\\)|System\\.currentTimeMillis\\(|new"
                    + " Date\\(\\)|Math\\.random\\(|new Random\\(\\)|ThreadLocalRandom\\.current",
                file -> !isComposition(file)))
        .as("take InstantSource, a scheduler or a seeded Random as a parameter")
        .isEmpty();
  }

  @Test
  void onlyTheProcessItselfTouchesTheStandardStreams() {
    assertThat(
            found(
                "\\bSystem\\.(out|err|exit)\\b[^\"]",
                file ->
                    !ProjectFiles.isTest(file)
                        && !file.endsWith("dev/treaty/Main.java")
                        && !file.endsWith("dev/treaty/Training.java")))
        .as("print through picocli's getOut() and getErr(); log with SLF4J")
        .isEmpty();
  }

  @Test
  void nobodyMocks() {
    assertThat(found("org\\.mockito|@Mock\\b|@Disabled\\b", file -> true))
        .as("real values and tested fakes; no skipped tests")
        .isEmpty();
  }

  @Test
  void nothingNamesOnePersonsMachine() {
    assertThat(found("\"/(work|root|home)/", file -> true)).as("paths of one machine").isEmpty();
  }

  /** Where chance and time enter, as arguments of all else. */
  private static boolean isComposition(Path file) {
    return file.endsWith("dev/treaty/agent/TreatyAgent.java");
  }

  /** {@code file:line: text} for each line of code, comments left out, where the pattern occurs. */
  private static List<String> found(String regex, java.util.function.Predicate<Path> where) {
    Pattern pattern = Pattern.compile(regex);
    List<String> hits = new ArrayList<>();
    for (Path file : ProjectFiles.javaFiles()) {
      if (!where.test(file) || file.endsWith("architecture/SourceRulesTest.java")) {
        continue;
      }
      int number = 0;
      for (String line : ProjectFiles.read(file).lines().toList()) {
        number++;
        String code = line.strip();
        boolean comment = code.startsWith("*") || code.startsWith("/*") || code.startsWith("//");
        if (!comment && pattern.matcher(code).find()) {
          hits.add(ProjectFiles.relative(file) + ":" + number + ": " + code);
        }
      }
    }
    return hits;
  }
}
