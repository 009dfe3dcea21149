package dev.treaty.bench;

import dev.treaty.lab.LabFailure;
import dev.treaty.lab.OwnCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  void measure(List<Subject> subjects, Consumer<Figure> figures) {
    subjects.forEach(subject -> write(project(subject), subject));
    String name = "plan, " + entries + " entries";
    plans(subjects, name + " to create", figures);
    for (Subject subject : subjects) {
      double seconds = succeed("apply", subject, "--auto-approve").seconds();
      figures.accept(Figure.cost("apply, " + entries + " entries", subject.kind(), seconds, "s"));
    }
    plans(subjects, name + " unchanged", figures);
  }

  private void plans(List<Subject> subjects, String name, Consumer<Figure> figures) {
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    Map<String, List<Double>> megabytes = new LinkedHashMap<>();
    for (int i = 0; i < RUNS; i++) {
      for (Subject subject : subjects) {
        Timed run = succeed("plan", subject);
        seconds.computeIfAbsent(subject.kind(), k -> new ArrayList<>()).add(run.seconds());
        megabytes.computeIfAbsent(subject.kind(), k -> new ArrayList<>()).add(run.peakMegabytes());
      }
    }
    seconds.forEach(
        (kind, all) -> figures.accept(Figure.cost(name, kind, new Samples(all).median(), "s")));
    megabytes.forEach((kind, all) ->
        figures.accept(Figure.cost(name + ", peak memory", kind, new Samples(all).median(), "MB")));
  }

  private Timed succeed(String verb, Subject subject, String... more) {
    String log = verb + "-" + subject.kind() + ".log";
    List<String> command =
        new ArrayList<>(OwnCommand.of(verb, "-C", project(subject).toString(), "--no-color"));
    command.addAll(List.of(more));
    Timed run = Timed.run(command, folder.resolve(log));
    if (run.exitCode() != 0) {
      throw new LabFailure(verb + " ended with " + run.exitCode() + ": " + tail(log));
    }
    return run;
  }

  private Path project(Subject subject) {
    return folder.resolve("project-" + subject.kind());
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
