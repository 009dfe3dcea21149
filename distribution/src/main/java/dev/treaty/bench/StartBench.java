package dev.treaty.bench;

import dev.treaty.lab.ChildProcess;
import dev.treaty.lab.LabFailure;
import dev.treaty.lab.OwnCommand;
import dev.treaty.lab.Patience;
import dev.treaty.lab.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** How long a command, and an agent, take from nothing; with their start-up archives in place. */
final class StartBench {

  private static final int COMMANDS = 11;
  private static final int AGENTS = 5;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Path folder;
  private final Patience patience;
  private final Consumer<Figure> figures;

  StartBench(Path folder, Patience patience, Consumer<Figure> figures) {
    this.folder = folder;
    this.patience = patience;
    this.figures = figures;
  }

  void measure(Map<String, Server> servers) {
    command();
    agents(servers);
  }

  private void command() {
    Timed.run(OwnCommand.of("version"), folder.resolve("version.log"));
    ownArchive("client");
    List<Double> samples = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      samples.add(Timed.run(OwnCommand.of("version"), folder.resolve("version.log")).seconds());
    }
    figures.accept(
        Figure.cost("treaty version, whole process", "treaty", new Samples(samples).median(), "s"));
  }

  private void agents(Map<String, Server> servers) {
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    for (int i = 0; i < AGENTS + 1; i++) {
      for (Map.Entry<String, Server> each : servers.entrySet()) {
        double took = start(each.getValue(), folder.resolve(each.getKey() + "-start-" + i));
        if (i == 0) {
          ownArchive("agent");
        } else {
          seconds.computeIfAbsent(each.getKey(), unused -> new ArrayList<>()).add(took);
        }
      }
    }
    seconds.forEach((kind, all) ->
        figures.accept(
            Figure.cost(
                "agent, from its start until HTTP answers", kind, new Samples(all).median(), "s")));
  }

  private double start(Server server, Path home) {
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = server.prepare("start", home);
    long start = System.nanoTime();
    ChildProcess process = ChildProcess.start("start", command, home.resolve("agent.log"));
    try {
      while (!server.httpAddress(home).map(StartBench::answers).orElse(false)) {
        if (!process.isAlive() || System.nanoTime() - start > LIMIT_NANOS) {
          throw new LabFailure("an agent did not start, see " + home.resolve("agent.log"));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
      return (System.nanoTime() - start) / 1e9;
    } finally {
      process.stop();
    }
  }

  private static boolean answers(String address) {
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    try (RawConnection connection = new RawConnection(port)) {
      return connection.exchange(RawConnection.request("GET", "/v1/agent/self", "")) == 200;
    } catch (IOException e) {
      return false; // nobody listens yet
    }
  }

  /**
   * The launcher makes its start-up archives in the background, after the first command that found
   * none: measuring while it does would measure that.
   */
  private void ownArchive(String profile) {
    String pattern = System.getProperty("treaty.archives", "");
    if (!pattern.isEmpty()) {
      Path archive = Path.of(pattern.replace("@", profile));
      patience.until("the archive " + archive + " is made", () -> Files.exists(archive));
    }
  }
}
