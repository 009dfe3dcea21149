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

/** {@code treaty plan} on a project of many entries, as a whole process. */
final class PlanBench {

  private static final int RUNS = 5;

  private final Path folder;
  private final int entries;

  PlanBench(Path folder, int entries) {
    this.folder = folder;
    this.entries = entries;
  }

  void measure(Subject subject, Consumer<Figure> figures) {
    Path project = folder.resolve("project-" + subject.kind());
    write(project, subject);
    String name = "plan, " + entries + " entries";
    plan(project, subject, name + " to create", figures);
    List<String> apply =
        OwnCommand.of("apply", "-C", project.toString(), "--auto-approve", "--no-color");
    Timed applied = Timed.run(apply, folder.resolve("apply.log"));
    if (applied.exitCode() != 0) {
      throw new LabFailure("apply ended with " + applied.exitCode() + ": " + tail("apply.log"));
    }
    figures.accept(
        new Figure("apply, " + entries + " entries", subject.kind(), applied.seconds(), "s"));
    plan(project, subject, name + " unchanged", figures);
  }

  private void plan(Path project, Subject subject, String name, Consumer<Figure> figures) {
    List<String> command = OwnCommand.of("plan", "-C", project.toString(), "--no-color");
    List<Double> seconds = new ArrayList<>();
    List<Double> megabytes = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      Timed run = Timed.run(command, folder.resolve("plan.log"));
      if (run.exitCode() != 0) {
        throw new LabFailure("plan ended with " + run.exitCode() + ": " + tail("plan.log"));
      }
      seconds.add(run.seconds());
      megabytes.add(run.peakMegabytes());
    }
    figures.accept(new Figure(name, subject.kind(), new Samples(seconds).median(), "s"));
    figures.accept(
        new Figure(name + ", peak memory", subject.kind(), new Samples(megabytes).median(), "MB"));
  }

  private String tail(String log) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve(log));
      return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    } catch (IOException e) {
      return "its log cannot be read";
    }
  }

  private void write(Path project, Subject subject) {
    try {
      Path entryFolder = Files.createDirectories(project.resolve("clusters/bench"));
      Files.writeString(
          project.resolve("treaty.hcl"),
          """
          project = "bench"
          cluster "bench" { address = "http://%s" }
          """
              .formatted(subject.cluster().address()));
      for (int i = 0; i < entries / 2; i++) {
        Files.writeString(
            entryFolder.resolve("defaults-" + i + ".hcl"),
            """
            Kind     = "service-defaults"
            Name     = "planned-%d"
            Protocol = "http"
            """
                .formatted(i));
        Files.writeString(
            entryFolder.resolve("intentions-" + i + ".hcl"),
            """
            Kind = "service-intentions"
            Name = "planned-%d"
            Sources = [
              { Name = "web"   Action = "allow" },
              { Name = "batch" Action = "deny"  Description = "not for batch" },
            ]
            """
                .formatted(i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
