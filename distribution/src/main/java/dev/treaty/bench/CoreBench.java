package dev.treaty.bench;

import dev.treaty.lab.LabFailure;
import dev.treaty.lab.Patience;
import dev.treaty.lab.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads that a server answers on one core, its clients on the others. Needs {@code taskset} and two
 * cores; elsewhere there are no such figures.
 */
final class CoreBench {

  private static final int CLIENTS = 32;
  private static final int ROUNDS = 3;
  private static final int INSTANCES = 10;

  private final Path folder;
  private final Map<String, Server> servers;
  private final double seconds;
  private final Patience patience;
  private final Consumer<Figure> figures;

  CoreBench(
      Path folder,
      Map<String, Server> servers,
      double seconds,
      Patience patience,
      Consumer<Figure> figures) {
    this.folder = folder;
    this.servers = servers;
    this.seconds = seconds;
    this.patience = patience;
    this.figures = figures;
  }

  static boolean isPossible() {
    try {
      int cores = Runtime.getRuntime().availableProcessors();
      return cores > 1 && run(List.of("taskset", "-c", "0", "true")) == 0;
    } catch (UncheckedIOException e) {
      return false; // not here
    }
  }

  void measure() {
    List<Subject> subjects = new ArrayList<>();
    int cores = Runtime.getRuntime().availableProcessors();
    try {
      servers.forEach((kind, server) ->
          subjects.add(Subject.start(kind, new Pinned(server), "one-core", folder, patience)));
      for (Subject subject : subjects) {
        for (int i = 1; i <= INSTANCES; i++) {
          subject.cluster().register("web", i, 8000 + i);
        }
      }
      bindSelf("1-" + (cores - 1));
      List<Target> targets = subjects.stream().map(Subject::target).toList();
      LoadBench load = new LoadBench(seconds, figures);
      load.reads(
          "GET health/service on one core, " + INSTANCES + " instances",
          CLIENTS,
          ROUNDS,
          targets,
          RawConnection.request("GET", "/v1/health/service/web", ""));
      for (Subject subject : subjects) {
        subject.fill(1, i -> Requests.entry(i));
      }
      load.reads(
          "GET config on one core",
          CLIENTS,
          ROUNDS,
          targets,
          RawConnection.request("GET", "/v1/config/service-defaults/s-0", ""));
    } finally {
      bindSelf("0-" + (cores - 1));
      subjects.forEach(Subject::close);
    }
  }

  private static void bindSelf(String cores) {
    String self = Long.toString(ProcessHandle.current().pid());
    int code = run(List.of("taskset", "-a", "-c", "-p", cores, self));
    if (code != 0) {
      throw new LabFailure("taskset -c " + cores + " ended with " + code);
    }
  }

  private static int run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFailure("interrupted");
    }
  }
}
