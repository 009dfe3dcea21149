package dev.treaty.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treaty.tests.ProjectFiles;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every file is as google-java-format writes it; {@code -Dtreaty.format=write} writes it so.
 *
 * <p>The formatter opens the compiler's inside, so it runs in a JVM of its own, the one that runs
 * these tests: Maven's own may be older.
 */
class FormatTest {

  @Test
  void everyFileIsFormatted() throws Exception {
    boolean write = "write".equals(System.getProperty("treaty.format"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    for (String inside :
        List.of("api", "code", "comp", "file", "main", "model", "parser", "tree", "util")) {
      command.add("--add-exports=jdk.compiler/com.sun.tools.javac." + inside + "=ALL-UNNAMED");
      command.add("--add-opens=jdk.compiler/com.sun.tools.javac." + inside + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", formatter(), "com.google.googlejavaformat.java.Main"));
    command.addAll(write ? List.of("--replace") : List.of("--dry-run"));
    ProjectFiles.javaFiles().forEach(file -> command.add(file.toString()));

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.lines().map(FormatTest::shortened).toList())
        .as("not formatted; mvn verify -Dtest=FormatTest -Dtreaty.format=write mends them")
        .isEmpty();
  }

  private static String formatter() {
    String separator = File.pathSeparator;
    return String.join(
        separator,
        Stream.of(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(separator))
            .filter(entry -> entry.endsWith(".jar"))
            .toList());
  }

  private static String shortened(String line) {
    return line.replace(ProjectFiles.root() + File.separator, "");
  }
}
