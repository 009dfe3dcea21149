package dev.treaty.bench;

import dev.treaty.lab.LabFailure;
import dev.treaty.lab.OwnCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reading and judging entry files, as a whole process each: many small ones and one large. */
final class ReadBench {

  private static final int RUNS = 5;
  private static final int FILES = 10_000;
  private static final int MEGABYTE = 1024 * 1024;

  private final Path folder;
  private final Consumer<Figure> figures;

  ReadBench(Path folder, Consumer<Figure> figures) {
    this.folder = folder;
    this.figures = figures;
  }

  void measure() {
    Path project = folder.resolve("many");
    writeMany(project);
    String many = FILES + " entry files";
    measure("validate " + many + ", each alone", project.resolve("clusters").toString());
    measure("validate a project of " + many, "-C", project.toString());
    if (committed(project)) {
      measure("validate a Git commit of " + many, "--repo", project.toString());
    }
    for (int megabytes : new int[] {1, 2, 5, 10}) {
      Path file = folder.resolve("large-" + megabytes + ".hcl");
      writeLarge(file, megabytes * MEGABYTE);
      measure("validate one HCL file of " + megabytes + " MB", file.toString());
    }
  }

  private void measure(String name, String... arguments) {
    List<String> words = new ArrayList<>(List.of("validate"));
    words.addAll(List.of(arguments));
    List<String> command = OwnCommand.of(words.toArray(String[]::new));
    List<Double> seconds = new ArrayList<>();
    List<Double> megabytes = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      Timed run = Timed.run(command, folder.resolve("validate.log"));
      if (run.exitCode() != 0) {
        throw new LabFailure(name + " ended with " + run.exitCode());
      }
      seconds.add(run.seconds());
      megabytes.add(run.peakMegabytes());
    }
    figures.accept(Figure.cost(name, "treaty", new Samples(seconds).median(), "s"));
    figures.accept(
        Figure.cost(name + ", peak memory", "treaty", new Samples(megabytes).median(), "MB"));
  }

  /** Whether the project could be committed; without Git on this machine it is not. */
  private boolean committed(Path project) {
    String at = project.toString();
    List<List<String>> steps =
        List.of(
            List.of("git", "-C", at, "init", "-q"),
            List.of("git", "-C", at, "add", "."),
            List.of(
                "git",
                "-C",
                at,
                "-c",
                "user.name=bench",
                "-c",
                "user.email=bench@localhost",
                "commit",
                "-qm",
                "all"));
    try {
      return steps.stream()
          .allMatch(step -> Timed.run(step, folder.resolve("git.log")).exitCode() == 0);
    } catch (LabFailure e) {
      return false;
    }
  }

  private static void writeMany(Path project) {
    try {
      Path entries = Files.createDirectories(project.resolve("clusters/bench"));
      Files.writeString(
          project.resolve("treaty.hcl"), "project = \"bench\"\n\ncluster \"bench\" {}\n");
      for (int i = 0; i < FILES; i += 2) {
        Files.writeString(
            entries.resolve("defaults-" + i + ".hcl"),
            """
            Kind     = "service-defaults"
            Name     = "service-%d"
            Protocol = "http"
            """
                .formatted(i));
        Files.writeString(
            entries.resolve("intentions-" + i + ".hcl"),
            """
            Kind = "service-intentions"
            Name = "service-%d"
            Sources = [
              { Name = "web", Action = "allow" },
              { Name = "batch", Action = "deny", Description = "not for batch" },
            ]
            """
                .formatted(i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeLarge(Path file, int size) {
    StringBuilder out =
        new StringBuilder("Kind = \"service-intentions\"\nName = \"web\"\nSources = [\n");
    for (int i = 0; out.length() < size - 100; i++) {
      out.append("  {\n    Name        = \"service-")
          .append(i)
          .append("\"\n    Action      = \"allow\"\n    Description = \"a caller\"\n  },\n");
    }
    try {
      Files.writeString(file, out.append("]\n").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
