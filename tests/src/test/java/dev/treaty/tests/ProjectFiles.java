package dev.treaty.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkout these tests run in, and what lies beside it. */
public final class ProjectFiles {

  /** The modules in the order of the house: each may use only those before it. */
  public static final List<String> MODULES =
      List.of(
          "desired-state-model",
          "diff-engine",
          "git-sync",
          "agent",
          "reconciler",
          "distribution",
          "examples",
          "tests");

  private ProjectFiles() {}

  /** The folder that holds the parent pom and the launcher. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      if (Files.exists(folder.resolve("treaty")) && Files.exists(folder.resolve("tests/pom.xml"))) {
        return folder;
      }
      folder = folder.getParent();
    }
    throw new IllegalStateException(
        "not inside a checkout of Treaty: " + Path.of("").toAbsolutePath());
  }

  /** Something kept beside the checkout, unless the variable names another place. */
  public static Optional<Path> beside(String variable, String name) {
    String value = System.getenv(variable);
    Path path = value == null ? root().resolveSibling("shared").resolve(name) : Path.of(value);
    return Files.isDirectory(path) ? Optional.of(path) : Optional.empty();
  }

  /** Every hand-written Java file, main and test. */
  public static List<Path> javaFiles() {
    return MODULES.stream().flatMap(module -> javaFilesOf(module).stream()).toList();
  }

  public static List<Path> javaFilesOf(String module) {
    Path source = root().resolve(module).resolve("src");
    if (!Files.isDirectory(source)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(source)) {
      return walk.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static boolean isTest(Path file) {
    return file.toString().replace('\\', '/').contains("/src/test/");
  }

  /** The path as the project's documents write it. */
  public static String relative(Path file) {
    return root().relativize(file).toString().replace('\\', '/');
  }

  public static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
